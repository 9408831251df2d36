package io.twinhub.local.frontend.amqp.message;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.amqp.link.AmqpLink;
import io.twinhub.local.frontend.amqp.link.AmqpMessage;
import io.twinhub.local.frontend.amqp.link.Delivery;
import io.twinhub.local.frontend.amqp.link.LinkRequest;
import io.twinhub.local.frontend.amqp.link.LinkUser;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/**
 * A node that answers requests: on the link of the same session on which the client receives, or on the newest
 * such link. It sends nothing but answers, and a request gives its credit back only when it is answered, so the
 * answers that wait for a client without credit are bounded by {@link AmqpLink#CREDIT} on each link. Event loop.
 */
public final class RequestNode {
  /** How many answers may wait, whatever links their requests came on; a hub setting. */
  static final int WAITING_MAX = 1_000;

  private final Answering answering;
  private final Turns turns;
  private final Set<AmqpLink> requests = new LinkedHashSet<>();
  private final Queue<Answer> waiting = new ArrayDeque<>();

  /** The newest for each session; the last was attached last. */
  private final Map<Object, AmqpLink> answers = new LinkedHashMap<>();

  /** An answer, where its request came. */
  private record Answer(AmqpMessage message, AmqpLink requests, Object session) {}

  /** Answers requests. */
  public interface Answering {

    /** The answer to a request, on the serial executor; never throws. */
    AmqpMessage answer(AmqpMessage request);

    /** The answer to a request that is not carried out. */
    AmqpMessage refused(AmqpMessage request, HubException refusal);
  }

  /** Has {@code answering} answer. */
  public RequestNode(Turns turns, Answering answering) {
    this.turns = turns;
    this.answering = answering;
  }

  /** Attaches a link; requests say themselves who sends them. */
  public void attach(LinkRequest request) {
    AmqpLink link = request.link();
    Object session = request.session();
    if (request.clientSends()) {
      requests.add(link);
      request.admit(new LinkUser() {
        @Override
        public void received(Delivery delivery) {
          take(delivery, link, session);
        }

        @Override
        public void detached() {
          requests.remove(link);
        }
      });
      return;
    }
    answers.remove(session); // the new one comes last
    answers.put(session, link);
    request.admit(new LinkUser() {
      @Override
      public void credited() {
        sendWaiting();
      }

      @Override
      public void detached() {
        answers.remove(session, link);
      }
    });
    sendWaiting();
  }

  /** Ends all links on which requests come, or all on which answers leave. */
  public void detach(boolean ofRequests, AmqpCondition condition) {
    List.copyOf(ofRequests ? requests : answers.values()).forEach(link -> link.detach(condition));
  }

  private void take(Delivery delivery, AmqpLink requests, Object session) {
    AmqpMessage request = delivery.message();
    if (waiting.size() >= WAITING_MAX) {
      delivery.reject(new AmqpCondition(
          AmqpCondition.LIMIT, "%d answers wait for credit".formatted(WAITING_MAX)));
      return;
    }
    boolean taken = turns.ordered().take(request.body().length, () -> {
      AmqpMessage answer = answering.answer(request);
      turns.onLoop(() -> finish(delivery, new Answer(answer, requests, session)));
    });
    if (!taken) {
      HubException busy =
          new HubException(RequestError.busy("too many requests wait; send fewer at a time"));
      finish(delivery, new Answer(answering.refused(request, busy), requests, session));
    }
  }

  private void finish(Delivery delivery, Answer answer) {
    delivery.accept();
    waiting.add(answer);
    sendWaiting();
  }

  private void sendWaiting() {
    for (int i = waiting.size(); i > 0; i--) {
      Answer next = waiting.remove();
      Optional<AmqpLink> ready = receiver(next.session()).filter(AmqpLink::isReady);
      if (ready.isPresent()) {
        ready.get().send(next.message());
        next.requests().replenish();
      } else {
        waiting.add(next);
      }
    }
  }

  private Optional<AmqpLink> receiver(Object session) {
    return Optional.ofNullable(answers.get(session))
        .or(() -> answers.values().stream().reduce((first, last) -> last));
  }
}
