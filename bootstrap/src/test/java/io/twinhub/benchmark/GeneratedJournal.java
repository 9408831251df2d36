package io.twinhub.benchmark;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.StoredTwin;
import java.util.function.Consumer;

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
  public long load(Consumer<StoredTwin> consumer) {
    for (int i = 0; i < twins; i++) {
      consumer.accept(LargeFleet.twin(i));
    }
    return 0;
  }

  @Override
  public void close() {}
}
