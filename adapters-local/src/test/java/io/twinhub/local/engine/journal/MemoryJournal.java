package io.twinhub.local.engine.journal;

import io.twinhub.domain.identity.TwinAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** A journal in memory, for tests; another hub may go on with it. */
public final class MemoryJournal implements Journal {
  private final Map<TwinAddress, byte[]> documents = new ConcurrentHashMap<>();
  private final Map<TwinAddress, Optional<JournalRow>> batch = new HashMap<>();
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
  public void commit() {
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
