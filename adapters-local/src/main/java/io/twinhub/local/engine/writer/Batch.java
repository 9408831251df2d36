package io.twinhub.local.engine.writer;

import io.twinhub.local.engine.journal.Journal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Proposals that are committed together, on their way. Used by the writer's thread only. */
final class Batch {
  private final Transaction transaction;
  private final List<Waiting<?>> waiting = new ArrayList<>();
  private final List<Runnable> answers = new ArrayList<>();
  private CompletableFuture<Void> commit = CompletableFuture.completedFuture(null);

  Batch(Transaction transaction) {
    this.transaction = transaction;
  }

  Transaction transaction() {
    return transaction;
  }

  int size() {
    return waiting.size();
  }

  List<Waiting<?>> waiting() {
    return waiting;
  }

  /** Applies a proposal, and gives the journal what must be kept of it. */
  void apply(Waiting<?> next, Journal journal) {
    waiting.add(next);
    answers.add(next.applied(transaction));
    transaction.write(journal);
  }

  /**
   * Has the journal commit it.
   *
   * @param later whether the journal may do that by itself
   */
  void commit(Journal journal, boolean later) {
    if (!transaction.isDurable()) {
      return;
    }
    if (later) {
      commit = journal.commitLater();
      return;
    }
    try {
      journal.commit();
    } catch (IOException | RuntimeException failure) {
      commit = CompletableFuture.failedFuture(failure);
    }
  }

  /** Its commit: done, failed, or under way. */
  CompletableFuture<Void> commit() {
    return commit;
  }

  /**
   * Waits for the commit, however often somebody asks to stop: nobody may be told too early.
   *
   * @return why it failed, if it did
   */
  Optional<Throwable> failure() {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          commit.get();
          return Optional.empty();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException failed) {
      return Optional.of(Objects.requireNonNullElse(failed.getCause(), failed));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Tells those who wait, after all of it is visible. */
  void answer() {
    answers.forEach(Runnable::run);
  }
}
