package io.twinhub.local.engine.journal;

import io.twinhub.domain.identity.TwinAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** A journal in memory, for tests; another hub may go on with it. */
public final class MemoryJournal implements Journal {
  private final Map<TwinAddress, StoredTwin> twins = new ConcurrentHashMap<>();
  private final AtomicLong lastGeneration = new AtomicLong();

  @Override
  public void commit(JournalBatch batch) {
    batch.removals().forEach(twins::remove);
    batch.puts().forEach(twin -> twins.put(twin.address(), twin));
    lastGeneration.accumulateAndGet(Generations.highest(batch.puts()), Math::max);
  }

  @Override
  public long load(Consumer<StoredTwin> consumer) {
    List.copyOf(twins.values()).forEach(consumer);
    return lastGeneration.get();
  }

  /** Keeps everything: what is closed is whoever wrote here. */
  @Override
  public void close() {}
}
