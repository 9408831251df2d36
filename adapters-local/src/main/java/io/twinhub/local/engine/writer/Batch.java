package io.twinhub.local.engine.writer;

import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.measure.WriteMeters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Proposals that are committed together. Used by the writer's thread only. */
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

  /** Applies a proposal. */
  void apply(Waiting<?> next) {
    waiting.add(next);
    answers.add(next.applied(transaction));
  }

  /**
   * Gives the journal what it must keep of the changes since the last call: of each twin its last state,
   * however often it was changed.
   *
   * @return whether that worked, now and before; if not, the commit has failed
   */
  boolean write(Journal journal) {
    if (commit.isCompletedExceptionally()) {
      return false;
    }
    try {
      transaction.write(journal);
      return true;
    } catch (RuntimeException mistake) {
      commit = CompletableFuture.failedFuture(mistake);
      return false;
    }
  }

  /**
   * Makes the journal commit what it was given.
   *
   * @param later whether the journal may do that in the background
   * @param meters told of the end
   */
  void commit(Journal journal, boolean later, WriteMeters meters) {
    if (!transaction.isDurable()) {
      return;
    }
    long begun = System.nanoTime();
    commit(journal, later);
    var unused = commit.whenComplete((done, failure) -> {
      if (failure == null) {
        meters.committed(System.nanoTime() - begun, size());
      } else {
        meters.failed();
      }
    });
  }

  private void commit(Journal journal, boolean later) {
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

  /** The commit of the batch: done, failed or under way. */
  CompletableFuture<Void> commit() {
    return commit;
  }

  /**
   * Waits for the commit even if interrupted, since nobody may be answered too early.
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

  /** Answers the waiting clients; to be called when the whole batch is visible. */
  void answer() {
    answers.forEach(Runnable::run);
  }
}
