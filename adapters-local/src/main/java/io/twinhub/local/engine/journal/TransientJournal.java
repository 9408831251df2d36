package io.twinhub.local.engine.journal;

import java.util.function.Consumer;

/**
 * The journal of a hub that keeps nothing beyond its life: its memory is all there is, so there is nothing
 * to write a second time.
 */
public final class TransientJournal implements Journal {

  @Override
  public void commit(JournalBatch batch) {}

  @Override
  public long load(Consumer<StoredTwin> consumer) {
    return 0;
  }

  @Override
  public void close() {}
}
