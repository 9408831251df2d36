package io.twinhub.application.contract;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.out.EventLog;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** All events that a log holds, partition by partition. */
public final class AllEvents {
  private static final int WAIT_SECONDS_MAX = 20;

  private AllEvents() {}

  /** Those that are there now. */
  public static List<HubEvent> of(EventLog log) {
    List<HubEvent> events = new ArrayList<>();
    for (int partition = 0; partition < log.partitions(); partition++) {
      PartitionState state = log.state(partition);
      events.addAll(of(log, partition, (int) (state.last() - state.first() + 1)));
    }
    return events;
  }

  private static List<HubEvent> of(EventLog log, int partition, int count) {
    BlockingQueue<HubEvent> got = new LinkedBlockingQueue<>();
    List<HubEvent> events = new ArrayList<>();
    if (count > 0) {
      try (MessageFlow flow = log.read(partition, new EventPosition.Earliest(), got::add)) {
        flow.request(count);
        while (events.size() < count) {
          events.add(next(got));
        }
      }
    }
    return events;
  }

  private static HubEvent next(BlockingQueue<HubEvent> got) {
    try {
      return Optional.ofNullable(got.poll(WAIT_SECONDS_MAX, TimeUnit.SECONDS))
          .orElseThrow(() -> new AssertionError("an event of the log does not come"));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Those that are there as soon as there are {@code count}. */
  public static List<HubEvent> of(EventLog log, int count) {
    BlockingQueue<HubEvent> got = new LinkedBlockingQueue<>();
    List<MessageFlow> flows = new ArrayList<>();
    for (int partition = 0; partition < log.partitions(); partition++) {
      flows.add(log.read(partition, new EventPosition.Earliest(), got::add));
    }
    flows.forEach(flow -> flow.request(count));
    for (int i = 0; i < count; i++) {
      HubEvent unused = next(got);
    }
    flows.forEach(MessageFlow::close);
    return of(log);
  }
}
