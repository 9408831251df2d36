package io.twinhub.local.frontend.amqp.session;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.amqp.link.AmqpLink;
import io.twinhub.local.frontend.amqp.link.AmqpMessage;
import io.twinhub.local.frontend.amqp.link.Delivery;
import io.twinhub.local.frontend.amqp.link.LinkRequest;
import io.twinhub.local.frontend.amqp.link.LinkUser;
import io.twinhub.local.frontend.wire.ErrorBody;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * The node {@code $cbs}, to which a client puts its tokens (claims-based security). It sends nothing but
 * answers, and a request gives its credit back only when it is answered, so the answers that wait for a
 * client without credit are bounded by {@link AmqpLink#CREDIT}. Event loop.
 */
final class TokenNode {
  /** How many tokens in a row may be refused before the connection ends; a hub setting. */
  static final int REFUSED_MAX = 100;

  private static final String PUT_TOKEN = "put-token";
  private static final int STATUS_OK = 200;

  private final AmqpConnection amqp;
  private final Credentials credentials;
  private final PartLog log;
  private final Runnable proven;
  private final Queue<Answer> waiting = new ArrayDeque<>();
  private Optional<AmqpLink> answers = Optional.empty();

  /** On the serial executor. */
  private int refusedInARow;

  private record Answer(AmqpMessage message, AmqpLink requests) {}

  /** @param proven called on the event loop whenever a token is valid */
  TokenNode(AmqpConnection amqp, Credentials credentials, PartLog log, Runnable proven) {
    this.amqp = amqp;
    this.credentials = credentials;
    this.log = log;
    this.proven = proven;
  }

  /** Attaches a link; no authentication is needed. */
  void attach(LinkRequest request) {
    if (request.clientSends()) {
      AmqpLink requests = request.link();
      request.admit(new LinkUser() {
        @Override
        public void received(Delivery delivery) {
          take(delivery, requests);
        }
      });
    } else {
      answers = Optional.of(request.link());
      request.admit(new LinkUser() {
        @Override
        public void credited() {
          sendWaiting();
        }
      });
      sendWaiting();
    }
  }

  private void take(Delivery delivery, AmqpLink requests) {
    AmqpMessage request = delivery.message();
    boolean taken = amqp.ordered().take(request.body().length, () -> {
      AmqpMessage answer = answer(request);
      amqp.onLoop(() -> finish(delivery, new Answer(answer, requests)));
    });
    if (!taken) {
      HubError busy = RequestError.busy("too many tokens wait; send fewer at a time");
      finish(delivery, new Answer(refused(request, new HubException(busy)), requests));
    }
  }

  /** Serial executor. */
  private AmqpMessage answer(AmqpMessage request) {
    try {
      put(request);
      refusedInARow = 0;
      amqp.onLoop(proven);
      return worded(request, STATUS_OK, "OK");
    } catch (HubException refusal) {
      log.refused("$cbs", refusal);
      if (++refusedInARow == REFUSED_MAX) {
        amqp.end()
            .leave(new AmqpCondition(
                AmqpCondition.UNAUTHORIZED,
                "%d tokens in a row were refused".formatted(REFUSED_MAX)));
      }
      return refused(request, refusal);
    }
  }

  private void put(AmqpMessage request) {
    if (!request.property("operation").orElse("").equals(PUT_TOKEN)) {
      throw new HubException(
          HubError.of(ErrorCode.INVALID_OPERATION, "$cbs accepts one operation, " + PUT_TOKEN));
    }
    String owner = credentials.put(request.text(), request.property("name").orElse(""));
    amqp.end().exit().name(owner);
  }

  private static AmqpMessage refused(AmqpMessage request, HubException refusal) {
    return worded(request, refusal.code().httpStatus(), ErrorBody.clientText(refusal.error()));
  }

  /**
   * The status is an AMQP int: Java tests for {@code Integer}. Clients in Go give no message id: they ask
   * only once and take the one answer.
   */
  private static AmqpMessage worded(AmqpMessage request, int status, String description) {
    return AmqpMessage.builder()
        .correlationId(request.messageId())
        .property("status-code", status)
        .property("status-description", description)
        .build();
  }

  private void finish(Delivery delivery, Answer answer) {
    delivery.accept();
    waiting.add(answer);
    sendWaiting();
  }

  private void sendWaiting() {
    while (!waiting.isEmpty() && answers.filter(AmqpLink::isReady).isPresent()) {
      Answer next = waiting.remove();
      answers.get().send(next.message());
      next.requests().replenish();
    }
  }
}
