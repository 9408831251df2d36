package io.twinhub.local.engine.journal;

import io.twinhub.domain.identity.TwinAddress;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The journal of a hub that keeps nothing beyond its life: its memory is all there is, so there is nothing
 * to write a second time.
 */
public final class TransientJournal implements Journal {

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
    return 0;
  }

  @Override
  public boolean isLasting() {
    return false;
  }

  @Override
  public void close() {}
}
