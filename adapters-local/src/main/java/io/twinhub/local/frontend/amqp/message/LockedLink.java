package io.twinhub.local.frontend.amqp.message;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.amqp.link.AmqpLink;
import io.twinhub.local.frontend.amqp.link.Disposition;
import io.twinhub.local.frontend.amqp.link.LinkUser;
import io.twinhub.local.frontend.amqp.link.Settleable;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * A link on which a client receives what it then settles. The client's credit is what the hub is asked for;
 * what the client says of a delivery is carried out before the hub answers. The end of the link gives back
 * at once what was not settled. Event loop.
 */
public final class LockedLink implements LinkUser {
  private final AmqpLink link;
  private final LockedItems items;
  private final Turns turns;

  /** Those that came when the client had taken its credit back, or the socket was full. */
  private final Queue<LockedItems.Item> waiting = new ArrayDeque<>();

  private final Queue<Said> said = new ArrayDeque<>();
  private Optional<MessageFlow> flow = Optional.empty();

  /** What a client wants that drains the link before it has begun. */
  private Optional<Runnable> drain = Optional.empty();

  private int requested;
  private boolean settling;
  private boolean ended;

  /** What the client wants done with one of them, and who is told. */
  private record Said(LockToken token, Settlement settlement, Optional<Settleable> answer) {}

  /** Sends {@code items} on {@code link}. */
  public LockedLink(AmqpLink link, LockedItems items, Turns turns) {
    this.link = link;
    this.items = items;
    this.turns = turns;
  }

  /** Begins, once the link is attached. */
  public void start() {
    if (!turns.ordered().take(0, this::take)) {
      link.detach(Turns.BUSY);
    }
  }

  /** Serial executor. */
  private void take() {
    try {
      MessageFlow begun = items.take(item -> turns.onLoop(() -> arrived(item)));
      turns.onLoop(() -> begun(begun));
    } catch (HubException refusal) {
      turns.log().accept(refusal);
      turns.onLoop(() -> link.detach(AmqpCondition.of(refusal)));
    }
  }

  private void begun(MessageFlow begun) {
    flow = Optional.of(begun);
    if (ended) {
      begun.close();
    } else {
      credited();
      drain.ifPresent(this::drain);
    }
  }

  private void arrived(LockedItems.Item item) {
    requested = Math.max(0, requested - 1);
    if (!ended) {
      waiting.add(item);
      sendWaiting();
    }
  }

  @Override
  public boolean isSettledByClient() {
    return true;
  }

  @Override
  public void credited() {
    sendWaiting();
    flow.ifPresent(this::request);
  }

  @Override
  public void drain(Runnable done) {
    credited();
    drain = Optional.of(done);
    flow.ifPresent(from -> from.afterwards(() -> turns.onLoop(() -> drained(done))));
  }

  /** What waits for the socket is sent first; the client's wish is looked at again when there is room. */
  private void drained(Runnable done) {
    if (waiting.isEmpty()) {
      done.run();
    }
  }

  private void request(MessageFlow from) {
    int more = link.credit() - waiting.size() - requested;
    if (more < 0 && requested > 0) {
      from.pause();
      more += requested;
      requested = 0;
    }
    if (more > 0 && !ended) {
      requested += more;
      from.request(more);
    }
  }

  private void sendWaiting() {
    while (!waiting.isEmpty() && link.isReady()) {
      LockedItems.Item item = waiting.remove();
      if (link.wantsSettled()) {
        link.send(item.message());
        settle(new Said(item.token(), Settlement.COMPLETE, Optional.empty()));
      } else {
        link.send(
            item.message(), LockTag.of(item.token()), answer -> settle(said(item.token(), answer)));
      }
    }
  }

  private static Said said(LockToken token, Disposition answer) {
    Settlement settlement = switch (answer.outcome()) {
      case ACCEPTED -> Settlement.COMPLETE;
      case REJECTED -> Settlement.REJECT;
      case RELEASED -> Settlement.ABANDON;
    };
    return new Said(token, settlement, Optional.of(answer));
  }

  /** A client may settle very many at once; they share a turn. */
  private void settle(Said one) {
    said.add(one);
    if (!settling) {
      settling = true;
      turns.onLoop(this::settleAll);
    }
  }

  private void settleAll() {
    settling = false;
    Queue<Said> all = new ArrayDeque<>(said);
    said.clear();
    if (!turns.ordered().take(0, () -> all.forEach(this::carryOut))) {
      all.forEach(one -> one.answer().ifPresent(client -> client.reject(Turns.BUSY)));
    }
  }

  /** Serial executor. */
  private void carryOut(Said one) {
    try {
      items.settle(one.token(), one.settlement());
      one.answer().ifPresent(client -> turns.onLoop(client::accept));
    } catch (HubException refusal) {
      turns.log().accept(refusal);
      one.answer()
          .ifPresent(client -> turns.onLoop(() -> client.reject(AmqpCondition.of(refusal))));
    }
  }

  /** What the client has said is carried out first. */
  @Override
  public void detached() {
    ended = true;
    waiting.clear();
    flow.ifPresent(taken -> turns.onLoop(() -> {
      if (!turns.work().offer(taken::close)) {
        taken.close();
      }
    }));
  }
}
