package io.twinhub.azure.events;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.Subscription;
import io.twinhub.application.port.out.EventLog;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.HubEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Follows all partitions of a log of events, from now on and without an end. */
public final class NewEvents {
  /** How many events of a partition may be on their way; the taker must return at once. */
  private static final int CREDIT = 100;

  private NewEvents() {}

  /**
   * Follows {@code log}.
   *
   * @param taker called on threads of the log, one call at a time for each partition; must return at once
   * @throws HubException if the events cannot be read
   */
  public static Subscription follow(EventLog log, Consumer<HubEvent> taker) {
    List<MessageFlow> flows = new ArrayList<>();
    Subscription all = () -> flows.forEach(MessageFlow::close);
    try {
      for (int partition = 0, count = log.partitions(); partition < count; partition++) {
        flows.add(follow(log, partition, taker));
      }
      return all;
    } catch (HubException refusal) {
      all.close();
      throw refusal;
    }
  }

  private static MessageFlow follow(EventLog log, int partition, Consumer<HubEvent> taker) {
    Credited credited = new Credited(taker);
    MessageFlow flow = log.read(partition, new EventPosition.Latest(), credited);
    credited.grant(flow);
    return flow;
  }

  /**
   * Requests one more event for each that arrived, including those that arrived before the flow was known.
   */
  private static final class Credited implements Consumer<HubEvent> {
    private final Consumer<HubEvent> taker;
    private volatile Optional<MessageFlow> flow = Optional.empty();

    Credited(Consumer<HubEvent> taker) {
      this.taker = taker;
    }

    void grant(MessageFlow opened) {
      flow = Optional.of(opened);
      opened.request(CREDIT);
    }

    @Override
    public void accept(HubEvent event) {
      taker.accept(event);
      flow.ifPresent(open -> open.request(1));
    }
  }
}
