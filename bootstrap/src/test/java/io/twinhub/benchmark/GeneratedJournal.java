package io.twinhub.benchmark;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.StoredTwin;
import java.util.function.Consumer;
import java.util.function.Function;

/** Holds a large fleet that nobody wrote; forgets what is written. */
record GeneratedJournal(int twins) implements Journal {
  @Override
  public void put(StoredTwin twin) {}

  @Override
  public void remove(TwinAddress address) {}

  @Override
  public void commit() {}

  @Override
  public void rollBack() {}

  @Override
  public <R> long load(Function<StoredTwin, R> work, Consumer<R> consumer) {
    for (int i = 0; i < twins; i++) {
      consumer.accept(work.apply(LargeFleet.twin(i)));
    }
    return 0;
  }

  @Override
  public void close() {}
}
