package io.twinhub.local.engine.events;

import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.out.EventLog;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventError;
import io.twinhub.domain.message.event.EventOrigin;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The event log of a local hub: in memory, and in a store if it has one. */
public final class LocalEventLog implements EventLog, AutoCloseable {
  /** How many bytes of the newest messages of all partitions are in memory beside a store: 8 MiB. */
  private static final long TAIL_BYTES_MAX = 8L << 20;

  /** Takes the place of the number for an event that a restarted hub does not append again. */
  public static final long NOT_KEPT = -1;

  private final List<Partition> partitions;
  private final EventReading reading;
  private final EventWriter writer;
  private final Optional<EventStore> store;
  private final long moved;

  /**
   * Creates a log that is lost when it is closed.
   *
   * @param partitions how many
   */
  public static LocalEventLog inMemory(int partitions, Retention retention, InstantSource clock) {
    List<PartitionState> states =
        IntStream.range(0, partitions).mapToObj(number -> PartitionState.NEW).toList();
    return new LocalEventLog(states, Optional.empty(), retention, clock);
  }

  /**
   * Creates a log that continues what {@code store} holds. Closing the log closes the store.
   *
   * @throws IllegalStateException with a message for the user, if the store cannot be read
   */
  public static LocalEventLog over(EventStore store, Retention retention, InstantSource clock) {
    return new LocalEventLog(store.load(), Optional.of(store), retention, clock);
  }

  private LocalEventLog(
      List<PartitionState> states,
      Optional<EventStore> store,
      Retention retention,
      InstantSource clock) {
    long tail = (store.isPresent() ? TAIL_BYTES_MAX : retention.bytesMax()) / states.size();
    this.store = store;
    this.moved = store.map(EventStore::moved).orElse(0L);
    this.partitions = IntStream.range(0, states.size())
        .mapToObj(number -> new Partition(number, states.get(number), tail, store.isPresent()))
        .toList();
    this.reading = new EventReading(store);
    Trimming trimming = new Trimming(retention, reading, store, states.size());
    this.writer = new EventWriter(partitions, store, trimming, clock);
  }

  @Override
  public int partitions() {
    return partitions.size();
  }

  /**
   * Appends an event. All events of one device and its modules go to one partition, in the order in which one
   * thread makes the calls.
   *
   * @return a future that completes when the event is on disk, or fails with a {@link HubException} if it
   *     could not be taken, and then nothing of it is kept. Actions that depend on the future must return at
   *     once
   */
  public CompletableFuture<Void> append(EventOrigin origin, DeviceMessage message) {
    return writer.append(partition(origin), origin, message);
  }

  private Partition partition(EventOrigin origin) {
    return partitions.get(
        Math.floorMod(origin.address().deviceId().value().hashCode(), partitions.size()));
  }

  /**
   * Appends an event of the hub itself. It is never refused: if the log cannot be written, the append is
   * retried.
   *
   * @param number a number that increases with each event, by which {@link #moved} tells what the log has;
   *     {@link #NOT_KEPT} for an event that a restarted hub does not append again
   * @param document the event as {@link EventDocument} writes it
   * @return a future that completes when the event is on disk
   */
  public CompletableFuture<Void> appendOwn(
      long number, EventOrigin origin, DeviceMessage message, String document) {
    return writer.appendOwn(
        new EventWriter.Waiting(partition(origin), origin, message, Optional.of(document), number));
  }

  /** The highest number of the hub's own events that the log had when it was opened. */
  public long moved() {
    return moved;
  }

  /** How many of the hub's own events wait to be written. */
  public int ownWaiting() {
    return writer.ownWaiting();
  }

  @Override
  public PartitionState state(int partition) {
    return require(partition).state();
  }

  @Override
  public PartitionState settledState(int partition) {
    Partition settled = require(partition);
    writer.awaitOwn();
    return settled.state();
  }

  private Partition require(int partition) {
    if (partition < 0 || partition >= partitions.size()) {
      throw new HubException(EventError.noSuchPartition(partition, partitions.size()));
    }
    return partitions.get(partition);
  }

  @Override
  public MessageFlow read(int partition, EventPosition position, Consumer<HubEvent> taker) {
    Partition from = require(partition);
    if (position instanceof EventPosition.Latest) {
      writer.awaitOwn();
    }
    Cursor cursor = new Cursor(from, reading.first(from, position), taker, reading);
    from.cursors().add(cursor);
    return cursor;
  }

  /** Returns once all events that were taken are on disk. */
  @Override
  public void close() {
    writer.close();
    reading.close();
    store.ifPresent(EventStore::close);
  }
}
