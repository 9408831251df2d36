package io.twinhub.local.engine.hub;

import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.JournalBatch;
import io.twinhub.local.engine.journal.MemoryJournal;
import io.twinhub.local.engine.journal.StoredTwin;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A journal whose disk is full when the test says so; it remembers what it was asked to commit. */
final class FaultyJournal implements Journal {
  private final MemoryJournal journal = new MemoryJournal();
  final List<JournalBatch> asked = new CopyOnWriteArrayList<>();
  private volatile boolean full;
  private volatile boolean mistaken;

  void diskIsFull(boolean now) {
    full = now;
  }

  void makesMistakes(boolean now) {
    mistaken = now;
  }

  @Override
  public void commit(JournalBatch batch) throws IOException {
    asked.add(batch);
    if (full) {
      throw new IOException("disk full");
    }
    if (mistaken) {
      throw new IllegalStateException("a mistake");
    }
    journal.commit(batch);
  }

  @Override
  public long load(Consumer<StoredTwin> consumer) {
    return journal.load(consumer);
  }

  @Override
  public void close() {
    journal.close();
  }
}
