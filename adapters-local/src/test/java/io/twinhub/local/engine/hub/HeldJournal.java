package io.twinhub.local.engine.hub;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.engine.journal.FleetRow;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.JournalRow;
import io.twinhub.local.engine.journal.MemoryJournal;
import io.twinhub.local.engine.journal.MessageRow;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** A journal whose later commits are done, or fail, when the test says so; and whose puts wait for it. */
final class HeldJournal implements Journal {
  private final MemoryJournal journal = new MemoryJournal();
  final AtomicInteger puts = new AtomicInteger();

  /** Commits that were begun, in order. */
  final BlockingQueue<CompletableFuture<Void>> begun = new LinkedBlockingQueue<>();

  private volatile CountDownLatch gate = new CountDownLatch(0);

  /** From now on the writer waits at its next put, until {@link #letIn}. */
  void keepOut() {
    gate = new CountDownLatch(1);
  }

  void letIn() {
    gate.countDown();
  }

  @Override
  public void put(JournalRow row) {
    puts.incrementAndGet();
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    journal.put(row);
  }

  @Override
  public void remove(TwinAddress address) {
    journal.remove(address);
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
  public void commit() {
    journal.commit();
  }

  @Override
  public CompletableFuture<Void> commitLater() {
    CompletableFuture<Void> commit = new CompletableFuture<>();
    begun.add(commit);
    return commit;
  }

  @Override
  public void rollBack() {
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
