package io.twinhub.local.engine.hub;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.engine.journal.JournalBatch;
import io.twinhub.local.engine.journal.JournalRow;
import io.twinhub.local.engine.journal.MemoryJournal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A journal whose disk is full when the test says so; it remembers what it was asked to commit. */
final class FaultyJournal extends ForwardingJournal {
  private final MemoryJournal journal;
  final List<JournalBatch> asked = new CopyOnWriteArrayList<>();
  private final List<JournalRow> puts = new ArrayList<>();
  private final List<TwinAddress> removals = new ArrayList<>();
  private volatile boolean full;
  private volatile boolean mistaken;
  private volatile boolean takesNothing;

  FaultyJournal() {
    this(new MemoryJournal());
  }

  private FaultyJournal(MemoryJournal journal) {
    super(journal);
    this.journal = journal;
  }

  void diskIsFull(boolean now) {
    full = now;
  }

  void makesMistakes(boolean now) {
    mistaken = now;
  }

  /** From now on it cannot even take a twin, by a mistake of its own. */
  void takesNothing(boolean now) {
    takesNothing = now;
  }

  @Override
  public void put(JournalRow row) {
    if (takesNothing) {
      throw new IllegalStateException("takes nothing");
    }
    puts.add(row);
  }

  @Override
  public void remove(TwinAddress address) {
    removals.add(address);
  }

  @Override
  public void commit() throws IOException {
    JournalBatch batch = new JournalBatch(List.copyOf(puts), List.copyOf(removals));
    puts.clear();
    removals.clear();
    if (batch.puts().isEmpty() && batch.removals().isEmpty() && !journal.hasMoreToCommit()) {
      return;
    }
    asked.add(batch);
    if (full) {
      throw new IOException("disk full");
    }
    if (mistaken) {
      throw new IllegalStateException("a mistake");
    }
    batch.commitTo(journal);
  }

  @Override
  public void rollBack() {
    puts.clear();
    removals.clear();
    super.rollBack();
  }
}
