package io.twinhub.local.engine.routes;

import io.twinhub.domain.change.ConnectionNotification;
import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.change.TwinEvent;
import io.twinhub.domain.change.TwinNotification;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventOrigin;
import io.twinhub.domain.message.event.EventSource;
import io.twinhub.domain.twin.Twin;
import io.twinhub.local.engine.events.EventDocument;
import io.twinhub.local.engine.events.LocalEventLog;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.MessageRow;
import io.twinhub.local.engine.writer.ChangeEvents;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Moves the hub's own events into its log. An event about a twin or an identity is committed together with
 * the change that it reports, in the same journal. It is then moved to the log, which has a file of its own
 * and records in the same commit how far it has got. So a hub that is killed at any moment neither loses nor
 * duplicates an event: at its next start it moves only the events that the log lacks (ADR 57).
 */
public final class Outbox implements ChangeEvents {
  /** How many events may wait for the log before writes of twins are refused. This hub's own limit. */
  static final int WAITING_MAX = 20_000;

  /** How long replacing a whole hub waits for its events. */
  private static final Duration SETTLE_WAIT_MAX = Duration.ofSeconds(30);

  /**
   * How many numbers lie between two removals of rows that the log has taken over: removing many at once
   * costs hardly more than removing one.
   */
  private static final int FORGET_EVERY = 1_000;

  private static final int ID_BYTES = 6;

  private final RouteTable routes;
  private final LocalEventLog log;
  private final LongSupplier numbers;
  private final RandomGenerator random;

  /** The log has all events up to this number. */
  private final AtomicLong moved = new AtomicLong();

  /** The journal has no events up to this number; on the writer's thread. */
  private long forgotten;

  /** The newest event on its way; the log takes them in order. */
  private volatile CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  /**
   * Creates an outbox for {@code log}.
   *
   * @param numbers supplies the next number for the rows of the journal that keep messages
   * @param random makes the ids of operations in events
   */
  public Outbox(
      RouteTable routes, LocalEventLog log, LongSupplier numbers, RandomGenerator random) {
    this.routes = routes;
    this.log = log;
    this.numbers = numbers;
    this.random = random;
  }

  /** Moves the events left over from the last run. Called before anything else is written. */
  public void begin(List<MessageRow> left) {
    moved.set(log.moved());
    forgotten = left.stream().mapToLong(MessageRow::sequence).min().orElse(log.moved() + 1) - 1;
    for (MessageRow row : left) {
      if (row.sequence() > log.moved()) {
        move(
            row.sequence(),
            OutboxDocument.origin(row),
            OutboxDocument.message(row),
            OutboxDocument.event(row));
      }
    }
  }

  @Override
  public boolean isBusy() {
    return log.ownWaiting() >= WAITING_MAX;
  }

  @Override
  public Optional<Event> of(TwinChange change) {
    return change instanceof TwinChange.RootChanged root ? connection(root) : twin(change);
  }

  private Optional<Event> twin(TwinChange change) {
    if (!routes.mayTake(EventSource.TWIN_CHANGES)
        && !routes.mayTake(EventSource.DEVICE_LIFECYCLE)) {
      return Optional.empty();
    }
    return TwinEvent.of(change).flatMap(event -> {
      EventOrigin origin = TwinNotification.origin(event);
      return routes.mayTake(origin.source())
          ? routes
              .take(
                  origin,
                  TwinNotification.message(event, routes.hubName(), id()),
                  () -> Optional.of(twinOf(change)))
              .map(message -> kept(origin, message))
          : Optional.empty();
    });
  }

  private static Twin twinOf(TwinChange change) {
    if (change instanceof TwinChange.Created created) {
      return created.twin();
    }
    if (change instanceof TwinChange.Deleted deleted) {
      return deleted.twin();
    }
    return change instanceof TwinChange.Written written
        ? written.update().after()
        : ((TwinChange.RootChanged) change).after();
  }

  private Event kept(EventOrigin origin, DeviceMessage message) {
    long number = numbers.getAsLong();
    String document = EventDocument.of(origin, message);
    return new Event(
        List.of(OutboxDocument.row(number, document, message)),
        () -> move(number, origin, message, document));
  }

  private void move(long number, EventOrigin origin, DeviceMessage message, String document) {
    last = log.appendOwn(number, origin, message, document).thenRun(() -> moved.set(number));
  }

  /**
   * Waits until the log has the events of all committed changes, so that their rows may be dropped.
   *
   * @throws HubException with {@link RequestError#unavailable} if that takes too long
   */
  public void settle() {
    try {
      last.get(SETTLE_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException | InterruptedException late) {
      if (late instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new HubException(RequestError.unavailable(
          "the event log cannot take the events of the last changes; nothing was changed"));
    }
  }

  /** A connection does not outlive its hub, so its event is not kept outside the log. */
  private Optional<Event> connection(TwinChange.RootChanged change) {
    if (!routes.mayTake(EventSource.CONNECTION_STATE)) {
      return Optional.empty();
    }
    EventOrigin origin = EventOrigin.of(EventSource.CONNECTION_STATE, change.address());
    return ConnectionNotification.message(change, routes.hubName(), id())
        .flatMap(message -> routes.take(origin, message, () -> Optional.of(change.after())))
        .map(message -> new Event(List.of(), () -> append(origin, message)));
  }

  private void append(EventOrigin origin, DeviceMessage message) {
    var unused =
        log.appendOwn(LocalEventLog.NOT_KEPT, origin, message, EventDocument.of(origin, message));
  }

  private String id() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void forget(Journal journal) {
    long to = moved.get();
    if (to - forgotten >= FORGET_EVERY) {
      journal.removeMessages(MessageRow.EVENTS, forgotten + 1, to);
      forgotten = to;
    }
  }
}
