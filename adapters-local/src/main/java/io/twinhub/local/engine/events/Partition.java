package io.twinhub.local.engine.events;

import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.PartitionState;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** One partition: what it holds, its newest events, and who reads it. Safe to use from any thread. */
final class Partition {
  private final int number;
  private final long tailBytesMax;
  private final boolean stored;
  private final Set<Cursor> cursors = ConcurrentHashMap.newKeySet();

  // Guarded by this.
  private final NavigableMap<Long, HubEvent> tail = new TreeMap<>();
  private PartitionState state;

  /**
   * Creates a partition that begins with what a store holds.
   *
   * @param tailBytesMax how many bytes of its newest messages it keeps in memory
   * @param stored whether a store has the older ones
   */
  Partition(int number, PartitionState state, long tailBytesMax, boolean stored) {
    this.number = number;
    this.state = state;
    this.tailBytesMax = tailBytesMax;
    this.stored = stored;
  }

  int number() {
    return number;
  }

  Set<Cursor> cursors() {
    return cursors;
  }

  synchronized PartitionState state() {
    return state;
  }

  /** Makes events visible, in order. */
  synchronized void add(List<HubEvent> events) {
    events.forEach(event -> tail.put(event.sequence(), event));
    HubEvent newest = tail.lastEntry().getValue();
    while (tail.size() > 1 && newest.offset() - oldest().offset() > tailBytesMax) {
      tail.pollFirstEntry();
    }
    state = new PartitionState(
        stored ? state.first() : oldest().sequence(),
        newest.sequence(),
        newest.offset(),
        newest.enqueued());
  }

  /** Makes the partition begin with {@code first}. */
  synchronized void trimmed(long first) {
    state = new PartitionState(
        Math.max(first, state.first()), state.last(), state.lastOffset(), state.lastEnqueued());
    tail.headMap(first).clear();
  }

  /** The events from {@code from} on, at most {@code max}; empty if the first is not in memory. */
  synchronized Optional<List<HubEvent>> recent(long from, int max) {
    if (from > state.last()) {
      return Optional.of(List.of());
    }
    if (tail.isEmpty() || oldest().sequence() > from) {
      return Optional.empty();
    }
    return Optional.of(tail.tailMap(from).values().stream().limit(max).toList());
  }

  /** The number of the oldest event in memory; one beyond the last if there is none. */
  synchronized long firstInMemory() {
    return tail.isEmpty() ? state.last() + 1 : oldest().sequence();
  }

  private HubEvent oldest() {
    return tail.firstEntry().getValue();
  }
}
