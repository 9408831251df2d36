package io.twinhub.azure.events;

import com.azure.messaging.eventhubs.models.PartitionEvent;
import io.twinhub.application.port.MessageFlow;
import io.twinhub.domain.message.event.HubEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.reactivestreams.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.BaseSubscriber;

/**
 * Events on their way to one taker, as many as it requested. One is fetched at a time, since a request of
 * Reactive Streams cannot be taken back; the client fetches ahead by itself.
 */
final class EventFlow extends BaseSubscriber<PartitionEvent> implements MessageFlow {
  private static final Logger LOG = LoggerFactory.getLogger(EventFlow.class);

  private final Function<PartitionEvent, Optional<HubEvent>> reading;
  private final Consumer<HubEvent> taker;
  private final Consumer<Throwable> onEnd;
  private final Deque<HubEvent> early = new ArrayDeque<>(1);
  private long credit;
  private boolean fetching;
  private boolean closed;

  /**
   * A flow that is not subscribed yet.
   *
   * @param reading converts an event; empty if the event is to be skipped
   * @param onEnd called when no more events will come
   */
  EventFlow(
      Function<PartitionEvent, Optional<HubEvent>> reading,
      Consumer<HubEvent> taker,
      Consumer<Throwable> onEnd) {
    this.reading = reading;
    this.taker = taker;
    this.onEnd = onEnd;
  }

  @Override
  protected void hookOnSubscribe(Subscription subscription) {
    fetch();
  }

  @Override
  public void request(int more) {
    Optional<HubEvent> waiting;
    synchronized (this) {
      credit += more;
      waiting = Optional.ofNullable(credit > 0 ? early.poll() : null);
      credit -= waiting.isPresent() ? 1 : 0;
    }
    waiting.ifPresent(this::tell);
    fetch();
  }

  @Override
  public synchronized void pause() {
    credit = 0;
  }

  private void fetch() {
    synchronized (this) {
      if (closed || fetching || credit <= 0 || upstream() == null) {
        return;
      }
      fetching = true;
    }
    request(1L);
  }

  @Override
  protected void hookOnNext(PartitionEvent value) {
    Optional<HubEvent> event = reading.apply(value);
    boolean now;
    synchronized (this) {
      fetching = false;
      now = event.isPresent() && credit > 0;
      credit -= now ? 1 : 0;
      if (!now) {
        event.ifPresent(early::add);
      }
    }
    if (now) {
      event.ifPresent(this::tell);
    }
    fetch();
  }

  private void tell(HubEvent event) {
    synchronized (this) {
      if (closed) {
        return;
      }
    }
    try {
      taker.accept(event);
    } catch (RuntimeException mistake) {
      LOG.error("a reader of events failed", mistake);
    }
  }

  @Override
  protected void hookOnError(Throwable failure) {
    onEnd.accept(failure);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    cancel();
  }
}
