package io.twinhub.local.engine.events;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.out.EventLog;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.HubEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A reader of one partition that remembers what it got. */
public final class Read implements AutoCloseable {
  private static final int WAIT_SECONDS_MAX = 20;

  private final BlockingQueue<HubEvent> got = new LinkedBlockingQueue<>();
  private final MessageFlow flow;

  /** A reader of {@code log} that asks for nothing yet. */
  public Read(EventLog log, int partition, EventPosition position) {
    flow = log.read(partition, position, got::add);
  }

  /** The next {@code count} events. */
  public List<HubEvent> next(int count) throws InterruptedException {
    flow.request(count);
    List<HubEvent> events = new ArrayList<>();
    while (events.size() < count) {
      HubEvent event = got.poll(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("only %d of %d events came".formatted(events.size(), count));
      }
      events.add(event);
    }
    return events;
  }

  /** The bodies of the next {@code count} events. */
  public List<String> bodies(int count) throws InterruptedException {
    return next(count).stream().map(event -> event.message().body().text()).toList();
  }

  int unasked() {
    return got.size();
  }

  @Override
  public void close() {
    flow.close();
  }
}
