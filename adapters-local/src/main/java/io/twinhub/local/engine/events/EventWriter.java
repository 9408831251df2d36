package io.twinhub.local.engine.events;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventError;
import io.twinhub.domain.message.event.EventOrigin;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import io.twinhub.local.engine.events.EventStore.NewEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only thread that appends to a log. Waiting messages are committed together, with one write to disk for
 * all of them. No reader sees an event before it is on disk, and its sender is told only then.
 */
final class EventWriter implements AutoCloseable {
  /** How many messages may wait; more are refused as by Azure's throttling. This hub's own limit. */
  static final int WAITING_MAX = 20_000;

  /** How many bytes of messages may wait: 64 MiB. This hub's own limit. */
  static final long WAITING_BYTES_MAX = 64L << 20;

  /** Takes the place of the number for a message of a device. */
  static final long OF_DEVICE = 0;

  /** How many messages may be committed together. */
  private static final int GROUP_MAX = 2_000;

  /** How often events beyond the retention are dropped. */
  static final Duration TRIM_EVERY = Duration.ofSeconds(1);

  /** What an event costs on disk besides its message's bytes, in bytes, as measured for small messages. */
  private static final int DISK_BYTES = 250;

  /** What an event costs in memory besides its message's bytes, in bytes, as measured for small messages. */
  private static final int MEMORY_BYTES = 600;

  /** How long a close waits for the last commit. */
  private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);

  /** How long an event of the hub itself waits before it is tried again, if the log cannot be written. */
  private static final Duration RETRY_AFTER = Duration.ofMillis(200);

  /** How long events of the hub itself wait for more of them. */
  private static final Duration OWN_WAIT = Duration.ofMillis(10);

  /**
   * How long somebody who asks for the end of the log waits for events of the hub itself; in vain only if the
   * log cannot be written.
   */
  private static final Duration OWN_AWAITED_MAX = Duration.ofSeconds(1);

  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger ownWaiting = new AtomicInteger();
  private final AtomicLong waitingBytes = new AtomicLong();
  private final List<Partition> partitions;
  private final Optional<EventStore> store;
  private final Trimming trimming;
  private final InstantSource clock;
  private final Thread thread = new Thread(this::run, "twinhub-events");
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile CompletableFuture<Void> newestOwn = CompletableFuture.completedFuture(null);
  private volatile boolean stopping;
  private boolean failing;
  private long trimmed = System.nanoTime();

  /**
   * A waiting message.
   *
   * @param document the event as {@link EventDocument} writes it, if it was written already
   * @param own the number of an event of the hub itself, which is never refused; {@link #OF_DEVICE} for
   *     others
   */
  record Waiting(
      Partition partition,
      EventOrigin origin,
      DeviceMessage message,
      Optional<String> document,
      long own,
      CompletableFuture<Void> done) {

    Waiting(
        Partition partition,
        EventOrigin origin,
        DeviceMessage message,
        Optional<String> document,
        long own) {
      this(partition, origin, message, document, own, new CompletableFuture<>());
    }

    boolean isOwn() {
      return own != OF_DEVICE;
    }
  }

  EventWriter(
      List<Partition> partitions,
      Optional<EventStore> store,
      Trimming trimming,
      InstantSource clock) {
    this.partitions = partitions;
    this.store = store;
    this.trimming = trimming;
    this.clock = clock;
    thread.setDaemon(true);
    if (store.isPresent()) {
      start(); // the events that it holds expire
    }
  }

  /** Starts the thread on first use: an unused log, as in one of a thousand test hubs, costs no thread. */
  private void start() {
    if (started.compareAndSet(false, true)) {
      thread.start();
    }
  }

  CompletableFuture<Void> append(Partition partition, EventOrigin origin, DeviceMessage message) {
    if (stopping) { // before the thread, which would start only now, could take it
      return CompletableFuture.failedFuture(stopped());
    }
    Waiting next = new Waiting(partition, origin, message, Optional.empty(), OF_DEVICE);
    count(next, 1);
    if (waitingBytes.get() > WAITING_BYTES_MAX) {
      count(next, -1);
      return refused("%d bytes wait".formatted(WAITING_BYTES_MAX));
    }
    if (waiting.get() > WAITING_MAX) {
      count(next, -1);
      return refused("%d messages wait".formatted(WAITING_MAX));
    }
    queue.add(next);
    start();
    if (stopping && queue.remove(next)) {
      next.done().completeExceptionally(stopped());
    }
    return next.done();
  }

  /** Takes an event of the hub itself, and retries until it is written. */
  synchronized CompletableFuture<Void> appendOwn(Waiting next) {
    count(next, 1);
    queue.add(next);
    newestOwn = next.done();
    start();
    return next.done();
  }

  /** Waits until the events of the hub itself that were taken before are written, or for a moment. */
  void awaitOwn() {
    try {
      newestOwn.get(OWN_AWAITED_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException late) {
      LOG.debug("events of the hub itself are not in the log yet", late);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void count(Waiting one, int sign) {
    if (one.isOwn()) {
      ownWaiting.addAndGet(sign);
    } else {
      waiting.addAndGet(sign);
      waitingBytes.addAndGet(sign * one.message().size());
    }
  }

  /** How many events of the hub itself wait. */
  int ownWaiting() {
    return ownWaiting.get();
  }

  private static CompletableFuture<Void> refused(String limit) {
    return CompletableFuture.failedFuture(new HubException(EventError.logBusy(limit)));
  }

  private static HubException stopped() {
    return new HubException(RequestError.unavailable("the hub is stopping"));
  }

  private void run() {
    List<Waiting> group = new ArrayList<>();
    while (!stopping || !queue.isEmpty()) {
      List<Waiting> again = group.stream().filter(one -> !one.done().isDone()).toList();
      group.clear();
      group.addAll(again);
      try {
        Duration patience = again.isEmpty() ? TRIM_EVERY : RETRY_AFTER;
        Optional.ofNullable(queue.poll(patience.toMillis(), TimeUnit.MILLISECONDS))
            .ifPresent(group::add);
      } catch (InterruptedException stop) {
        LOG.debug("the log is being closed");
      }
      queue.drainTo(group, Math.max(0, GROUP_MAX - group.size()));
      gather(group);
      if (!group.isEmpty()) {
        take(group);
      }
      trimNowAndThen();
    }
  }

  /**
   * Waits for more messages, as long as no sender waits for the group: the changes that events of the hub
   * report are already on disk, and fewer commits leave more of the disk to others.
   */
  private void gather(List<Waiting> group) {
    long until = System.nanoTime() + OWN_WAIT.toNanos();
    int seen = 0;
    while (!stopping && group.size() > seen && group.size() < GROUP_MAX) {
      if (!group.subList(seen, group.size()).stream().allMatch(Waiting::isOwn)) {
        return;
      }
      seen = group.size();
      try {
        Optional.ofNullable(queue.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS))
            .ifPresent(group::add);
      } catch (InterruptedException stop) {
        return;
      }
      queue.drainTo(group, GROUP_MAX - group.size());
    }
  }

  private void take(List<Waiting> group) {
    List<List<Placed>> events = placed(group);
    try {
      if (store.isPresent()) {
        long moved = group.stream().mapToLong(Waiting::own).max().orElse(OF_DEVICE);
        store
            .get()
            .write(events.stream().flatMap(List::stream).map(Placed::toWrite).toList(), moved);
      }
    } catch (IOException | RuntimeException failure) {
      refuse(group.stream().filter(one -> !one.isOwn()).toList(), failure);
      return;
    }
    group.forEach(one -> count(one, -1));
    if (failing) {
      LOG.info("the event log can be written again");
      failing = false;
    }
    for (Partition partition : partitions) {
      List<Placed> own = events.get(partition.number());
      if (!own.isEmpty()) {
        partition.add(own.stream().map(Placed::event).toList());
      }
    }
    group.forEach(one -> one.done().complete(null));
    for (Partition partition : partitions) {
      if (!events.get(partition.number()).isEmpty()) {
        partition.cursors().forEach(Cursor::wake);
      }
    }
  }

  /** An event with its position, and its document if that was made already. */
  private record Placed(HubEvent event, Optional<String> document) {
    NewEvent toWrite() {
      return new NewEvent(
          event, document.orElseGet(() -> EventDocument.of(event.origin(), event.message())));
    }
  }

  /** The events of a group with their positions, by partition. Neither times nor numbers ever decrease. */
  private List<List<Placed>> placed(List<Waiting> group) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    List<List<Placed>> events = new ArrayList<>();
    partitions.forEach(partition -> events.add(new ArrayList<>()));
    int beside = store.isPresent() ? DISK_BYTES : MEMORY_BYTES;
    long[] offsets =
        partitions.stream().mapToLong(p -> Math.max(0, p.state().lastOffset())).toArray();
    for (Waiting one : group) {
      Partition partition = one.partition();
      List<Placed> own = events.get(partition.number());
      PartitionState state = partition.state();
      Instant time = now.isBefore(state.lastEnqueued()) ? state.lastEnqueued() : now;
      long offset = offsets[partition.number()] + beside + one.message().size();
      HubEvent event = new HubEvent(
          partition.number(),
          state.last() + 1 + own.size(),
          offset,
          time,
          one.origin(),
          one.message());
      own.add(new Placed(event, one.document()));
      offsets[partition.number()] = offset;
    }
    return events;
  }

  private void refuse(List<Waiting> group, Exception failure) {
    if (!failing) {
      LOG.error(
          "the event log cannot be written; messages of devices are refused until it can", failure);
      failing = true;
    }
    HubException refusal = new HubException(RequestError.unavailable(
        "the hub cannot write (%s); the message was not taken".formatted(failure.getMessage())));
    group.forEach(one -> {
      count(one, -1);
      one.done().completeExceptionally(refusal);
    });
  }

  private void trimNowAndThen() {
    if (System.nanoTime() - trimmed >= TRIM_EVERY.toNanos()) {
      partitions.forEach(partition -> trimming.trim(partition, clock.instant()));
      trimmed = System.nanoTime();
    }
  }

  /** Returns once all waiting messages have been processed. */
  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    try {
      thread.join(STOP_WAIT_MAX.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
