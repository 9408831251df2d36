package io.twinhub.local.engine.journal;

import io.twinhub.domain.identity.TwinAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/** A journal in memory, for tests; another hub may go on with it. */
public final class MemoryJournal implements Journal {
  private final Map<TwinAddress, StoredTwin> twins = new ConcurrentHashMap<>();
  private final Map<TwinAddress, Optional<StoredTwin>> batch = new HashMap<>();
  private final AtomicLong lastGeneration = new AtomicLong();

  @Override
  public void put(StoredTwin twin) {
    batch.put(twin.address(), Optional.of(twin));
  }

  @Override
  public void remove(TwinAddress address) {
    batch.put(address, Optional.empty());
  }

  @Override
  public void commit() {
    batch.forEach((address, stored) -> stored.ifPresentOrElse(
        twin -> {
          twins.put(address, twin);
          lastGeneration.accumulateAndGet(Generations.number(twin), Math::max);
        },
        () -> twins.remove(address)));
    batch.clear();
  }

  @Override
  public void rollBack() {
    batch.clear();
  }

  @Override
  public <R> long load(Function<StoredTwin, R> work, Consumer<R> consumer) {
    List.copyOf(twins.values()).forEach(twin -> consumer.accept(work.apply(twin)));
    return lastGeneration.get();
  }

  /** Keeps everything: what is closed is whoever wrote here. */
  @Override
  public void close() {}
}
