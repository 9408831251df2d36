package io.twinhub.local.engine.hub;

import io.twinhub.local.engine.journal.JournalRow;
import io.twinhub.local.engine.journal.MemoryJournal;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A journal whose later commits are done, or fail, when the test says so; and whose puts wait for it. */
final class HeldJournal extends ForwardingJournal {
  final AtomicInteger puts = new AtomicInteger();

  /** Commits that were begun, in order. */
  final BlockingQueue<CompletableFuture<Void>> begun = new LinkedBlockingQueue<>();

  private volatile CountDownLatch gate = new CountDownLatch(0);

  HeldJournal() {
    super(new MemoryJournal());
  }

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
    super.put(row);
  }

  @Override
  public CompletableFuture<Void> commitLater() {
    CompletableFuture<Void> commit = new CompletableFuture<>();
    begun.add(commit);
    return commit;
  }
}
