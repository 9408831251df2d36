package io.twinhub.local.engine.journal;

import io.twinhub.domain.identity.TwinAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** A journal in memory, for tests; another hub may go on with it. */
public final class MemoryJournal implements Journal {
  private final Map<TwinAddress, byte[]> documents = new ConcurrentHashMap<>();
  private final Map<TwinAddress, Optional<JournalRow>> batch = new HashMap<>();
  private final Map<Long, MessageRow> messages = new ConcurrentSkipListMap<>();
  private final List<Consumer<Map<Long, MessageRow>>> messageBatch = new ArrayList<>();
  private final Map<String, FleetRow> fleet = new ConcurrentSkipListMap<>();
  private final List<Consumer<Map<String, FleetRow>>> fleetBatch = new ArrayList<>();
  private final AtomicLong lastGeneration = new AtomicLong();

  @Override
  public void put(JournalRow row) {
    batch.put(row.address(), Optional.of(row));
  }

  @Override
  public void remove(TwinAddress address) {
    batch.put(address, Optional.empty());
  }

  @Override
  public void putMessage(MessageRow row) {
    messageBatch.add(kept -> kept.put(row.sequence(), row));
  }

  @Override
  public void removeMessage(long sequence) {
    messageBatch.add(kept -> kept.remove(sequence));
  }

  @Override
  public void removeMessages(String queue, long from, long to) {
    messageBatch.add(kept -> kept.values()
        .removeIf(
            row -> row.queue().equals(queue) && row.sequence() >= from && row.sequence() <= to));
  }

  @Override
  public void removeMessages() {
    messageBatch.add(Map::clear);
  }

  @Override
  public void putFleet(FleetRow row) {
    fleetBatch.add(kept -> kept.put(key(row.kind(), row.id()), row));
  }

  @Override
  public void removeFleet(String kind, String id) {
    fleetBatch.add(kept -> kept.remove(key(kind, id)));
  }

  private static String key(String kind, String id) {
    return kind + '\n' + id;
  }

  @Override
  public void loadFleet(Consumer<FleetRow> consumer) {
    fleet.values().forEach(consumer);
  }

  @Override
  public void loadMessages(Consumer<MessageRow> consumer) {
    messages.values().forEach(consumer);
  }

  /** Whether a commit would change messages or what is about many devices. */
  public boolean hasMoreToCommit() {
    return !messageBatch.isEmpty() || !fleetBatch.isEmpty();
  }

  @Override
  public void commit() {
    messageBatch.forEach(change -> change.accept(messages));
    messageBatch.clear();
    fleetBatch.forEach(change -> change.accept(fleet));
    fleetBatch.clear();
    batch.forEach((address, stored) -> stored.ifPresentOrElse(
        row -> {
          documents.put(address, row.document().get());
          lastGeneration.accumulateAndGet(row.generation(), Math::max);
        },
        () -> documents.remove(address)));
    batch.clear();
  }

  @Override
  public void rollBack() {
    messageBatch.clear();
    fleetBatch.clear();
    batch.clear();
  }

  @Override
  public <R> long load(BiFunction<TwinAddress, byte[], R> parser, Consumer<R> consumer) {
    Map.copyOf(documents)
        .forEach((address, document) -> consumer.accept(parser.apply(address, document)));
    return lastGeneration.get();
  }

  /** Keeps everything: what is closed is whoever wrote here. */
  @Override
  public void close() {}
}
