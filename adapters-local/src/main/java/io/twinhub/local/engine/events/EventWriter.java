package io.twinhub.local.engine.events;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventError;
import io.twinhub.domain.message.event.EventOrigin;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
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
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that adds to a log. What waits is committed together: the disk is asked once for all of it. Nobody
 * sees an event before it is on disk, and whoever sent it is told only then.
 */
final class EventWriter implements AutoCloseable {
  /** How many messages wait at most; more are refused as Azure's throttling does. This hub's own limit. */
  static final int WAITING_MAX = 20_000;

  /** How many bytes of messages wait at most: 64 MiB. This hub's own limit. */
  static final long WAITING_BYTES_MAX = 64L << 20;

  /** How many messages are committed together at most. */
  private static final int GROUP_MAX = 2_000;

  /** How often the retention is looked after. */
  static final Duration TRIM_EVERY = Duration.ofSeconds(1);

  /** What an event costs beside its message's bytes: places, times, names. */
  private static final int EVENT_BYTES = 100;

  /** How long a close waits for the last commit. */
  private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);

  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>(WAITING_MAX);
  private final AtomicLong waitingBytes = new AtomicLong();
  private final List<Partition> partitions;
  private final Optional<EventStore> store;
  private final Trimming trimming;
  private final InstantSource clock;
  private final Thread thread = new Thread(this::run, "twinhub-events");
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile boolean stopping;
  private boolean failing;
  private long trimmed = System.nanoTime();

  /** A message whose sender waits. */
  private record Waiting(
      Partition partition,
      EventOrigin origin,
      DeviceMessage message,
      CompletableFuture<Void> done) {}

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
      start(); // what it holds grows old
    }
  }

  /** A log that is never used, of one of a thousand hubs in a test, costs no thread. */
  private void start() {
    if (started.compareAndSet(false, true)) {
      thread.start();
    }
  }

  CompletableFuture<Void> append(Partition partition, EventOrigin origin, DeviceMessage message) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Waiting waiting = new Waiting(partition, origin, message, done);
    long size = message.size();
    if (waitingBytes.addAndGet(size) > WAITING_BYTES_MAX) {
      waitingBytes.addAndGet(-size);
      return refused("%d bytes wait".formatted(WAITING_BYTES_MAX));
    }
    if (!queue.offer(waiting)) {
      waitingBytes.addAndGet(-size);
      return refused("%d messages wait".formatted(WAITING_MAX));
    }
    start();
    if (stopping && queue.remove(waiting)) {
      done.completeExceptionally(stopped());
    }
    return done;
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
      try {
        Waiting first = queue.poll(TRIM_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          group.add(first);
          queue.drainTo(group, GROUP_MAX - 1);
          take(group);
        }
      } catch (InterruptedException stop) {
        LOG.debug("the log is being closed");
      }
      group.clear();
      trimNowAndThen();
    }
  }

  private void take(List<Waiting> group) {
    group.forEach(waiting -> waitingBytes.addAndGet(-waiting.message().size()));
    List<List<HubEvent>> events = placed(group);
    try {
      if (store.isPresent()) {
        store.get().write(events.stream().flatMap(List::stream).toList());
      }
    } catch (IOException | RuntimeException failure) {
      refuse(group, failure);
      return;
    }
    if (failing) {
      LOG.info("the event log can be written again");
      failing = false;
    }
    for (Partition partition : partitions) {
      List<HubEvent> own = events.get(partition.number());
      if (!own.isEmpty()) {
        partition.add(own);
      }
    }
    group.forEach(waiting -> waiting.done().complete(null));
    for (Partition partition : partitions) {
      if (!events.get(partition.number()).isEmpty()) {
        partition.cursors().forEach(Cursor::wake);
      }
    }
  }

  /** The events of a group in their places, by partition. Times never fall, as numbers never do. */
  private List<List<HubEvent>> placed(List<Waiting> group) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    List<List<HubEvent>> events = new ArrayList<>();
    partitions.forEach(partition -> events.add(new ArrayList<>()));
    long[] offsets =
        partitions.stream().mapToLong(p -> Math.max(0, p.state().lastOffset())).toArray();
    for (Waiting waiting : group) {
      Partition partition = waiting.partition();
      List<HubEvent> own = events.get(partition.number());
      PartitionState state = partition.state();
      Instant time = now.isBefore(state.lastEnqueued()) ? state.lastEnqueued() : now;
      long offset =
          offsets[partition.number()] + EVENT_BYTES + waiting.message().size();
      own.add(new HubEvent(
          partition.number(),
          state.last() + 1 + own.size(),
          offset,
          time,
          waiting.origin(),
          waiting.message()));
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
    group.forEach(waiting -> waiting.done().completeExceptionally(refusal));
  }

  private void trimNowAndThen() {
    if (System.nanoTime() - trimmed >= TRIM_EVERY.toNanos()) {
      partitions.forEach(partition -> trimming.trim(partition, clock.instant()));
      trimmed = System.nanoTime();
    }
  }

  /** Returns when what waits is taken. */
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
