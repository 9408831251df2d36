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
 * A link on which a client receives items and settles them. The hub is asked for as many items as the client
 * has credit; each disposition is carried out before the hub answers it. When the link ends, unsettled items
 * are given back at once. Event loop.
 */
public final class LockedLink implements LinkUser {
  private final AmqpLink link;
  private final LockedItems items;
  private final Turns turns;

  /** Items that came after the client had taken its credit back, or while the socket was full. */
  private final Queue<LockedItems.Item> waiting = new ArrayDeque<>();

  private final Queue<Said> said = new ArrayDeque<>();
  private Optional<MessageFlow> flow = Optional.empty();

  /** The callback of a drain that the client asked for, possibly before the link has begun. */
  private Optional<Runnable> drain = Optional.empty();

  private int requested;
  private boolean settling;
  private boolean ended;

  /** What the client wants done with an item, and whom to answer. */
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

  /** Items that wait for the socket are sent first; the drain is tried again when there is room. */
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

  /** A client may settle very many items at once; they share one turn. */
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

  /** The dispositions that the client sent are carried out first. */
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
