package io.twinhub.local.engine.hub;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.engine.journal.FleetRow;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.JournalBatch;
import io.twinhub.local.engine.journal.JournalRow;
import io.twinhub.local.engine.journal.MemoryJournal;
import io.twinhub.local.engine.journal.MessageRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** A journal whose disk is full when the test says so; it remembers what it was asked to commit. */
final class FaultyJournal implements Journal {
  private final MemoryJournal journal = new MemoryJournal();
  final List<JournalBatch> asked = new CopyOnWriteArrayList<>();
  private final List<JournalRow> puts = new ArrayList<>();
  private final List<TwinAddress> removals = new ArrayList<>();
  private volatile boolean full;
  private volatile boolean mistaken;
  private volatile boolean takesNothing;

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
  public void putMessage(MessageRow row) {
    journal.putMessage(row);
  }

  @Override
  public void removeMessage(long sequence) {
    journal.removeMessage(sequence);
  }

  @Override
  public void removeMessages(String queue, long from, long to) {
    journal.removeMessages(queue, from, to);
  }

  @Override
  public void removeMessages() {
    journal.removeMessages();
  }

  @Override
  public void putFleet(FleetRow row) {
    journal.putFleet(row);
  }

  @Override
  public void removeFleet(String kind, String id) {
    journal.removeFleet(kind, id);
  }

  @Override
  public void loadFleet(Consumer<FleetRow> consumer) {
    journal.loadFleet(consumer);
  }

  @Override
  public void loadMessages(Consumer<MessageRow> consumer) {
    journal.loadMessages(consumer);
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
    journal.rollBack();
  }

  @Override
  public <R> long load(BiFunction<TwinAddress, byte[], R> parser, Consumer<R> consumer) {
    return journal.load(parser, consumer);
  }

  @Override
  public void close() {
    journal.close();
  }
}
