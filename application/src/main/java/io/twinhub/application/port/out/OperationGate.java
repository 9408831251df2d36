package io.twinhub.application.port.out;

import io.twinhub.application.port.ConnectionDropped;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.operation.Hint;
import io.twinhub.domain.operation.Operation;
import io.twinhub.domain.operation.Outcome;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What every operation passes on its way into the hub: a journal that notes it, throttles that may refuse it,
 * and faults that may disturb it.
 */
public interface OperationGate {

  /** Lets everything pass and notes nothing. */
  OperationGate OPEN = new OperationGate() {
    @Override
    public Passage enter(Operation operation) {
      return Passage.UNNOTED;
    }

    @Override
    public void deliver(Operation delivery, Consumer<Passage> work) {
      work.accept(Passage.UNNOTED);
    }

    @Override
    public void note(Operation operation, Outcome outcome) {}

    @Override
    public boolean mayWait() {
      return false;
    }
  };

  /**
   * Begins an operation. It may wait, if a fault or a throttle slows the operation down.
   *
   * @return to be told how the operation ended, once
   * @throws HubException if a throttle or a fault refuses it
   * @throws ConnectionDropped if a fault drops the client's connection before the operation
   */
  Passage enter(Operation operation);

  /**
   * Delivers something to a device. A fault may lose the delivery, repeat it, or delay it.
   *
   * @param work delivers it, on this thread or a later one, and tells how that ended; must return at once
   */
  void deliver(Operation delivery, Consumer<Passage> work);

  /** Whether {@link #enter} may wait now: a fault or a throttle is in force. */
  default boolean mayWait() {
    return true;
  }

  /** Notes something that has ended already, and that no throttle and no fault concerns. */
  void note(Operation operation, Outcome outcome);

  /** An operation that has begun. */
  interface Passage {

    /** Notes nothing. */
    Passage UNNOTED = new Passage() {
      @Override
      public void done(String result, List<Hint> hints) {}

      @Override
      public void refused(HubException refusal) {}

      @Override
      public void missed(String reason) {}
    };

    /**
     * The operation was done.
     *
     * @param result what came of it, such as {@code version 4}; may be empty
     * @throws ConnectionDropped if a fault drops the client's connection after the operation
     */
    default void done(String result) {
      done(result, List.of());
    }

    /**
     * The same, with what the user may want to know about it.
     *
     * @throws ConnectionDropped as {@link #done(String)}
     */
    void done(String result, List<Hint> hints);

    /** The hub refused the operation. */
    void refused(HubException refusal);

    /** The client did not get it, for {@code reason}. */
    void missed(String reason);
  }

  /** Runs {@code work} as {@code operation}. */
  default <T> T run(Operation operation, Supplier<T> work) {
    return run(operation, work, result -> "");
  }

  /** Runs {@code work}, which returns nothing, as {@code operation}. */
  default void perform(Operation operation, Runnable work) {
    run(operation, () -> {
      work.run();
      return operation;
    });
  }

  /**
   * Runs {@code work} as {@code operation}.
   *
   * @param summary says in a few words what came of it
   */
  default <T> T run(Operation operation, Supplier<T> work, Function<T, String> summary) {
    return run(operation, work, summary, result -> List.of());
  }

  /**
   * Runs {@code work} as {@code operation}.
   *
   * @param summary says in a few words what came of it
   * @param hints says what the user may want to know about it
   */
  default <T> T run(
      Operation operation,
      Supplier<T> work,
      Function<T, String> summary,
      Function<T, List<Hint>> hints) {
    Passage passage = enter(operation);
    T result;
    try {
      result = work.get();
    } catch (HubException refusal) {
      passage.refused(refusal);
      throw refusal;
    }
    passage.done(summary.apply(result), hints.apply(result));
    return result;
  }

  /** Starts {@code work} as {@code operation}, which ends when the returned future completes. */
  default <T> CompletableFuture<T> start(
      Operation operation, Supplier<CompletableFuture<T>> work, Function<T, String> summary) {
    return start(operation, work, summary, result -> List.of());
  }

  /**
   * Starts {@code work} as {@code operation}, which ends when the returned future completes.
   *
   * @param summary says in a few words what came of it
   * @param hints says what the user may want to know about it
   */
  default <T> CompletableFuture<T> start(
      Operation operation,
      Supplier<CompletableFuture<T>> work,
      Function<T, String> summary,
      Function<T, List<Hint>> hints) {
    Passage passage = enter(operation);
    CompletableFuture<T> under;
    try {
      under = work.get();
    } catch (HubException refusal) {
      passage.refused(refusal);
      throw refusal;
    }
    CompletableFuture<T> seen = under.handle((result, failure) -> {
      if (failure == null) {
        passage.done(summary.apply(result), hints.apply(result));
        return result;
      }
      Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
      if (cause instanceof HubException refusal) {
        passage.refused(refusal);
      }
      throw failure instanceof CompletionException wrapped
          ? wrapped
          : new CompletionException(failure);
    });
    var unused = seen.whenComplete((result, failure) -> {
      if (seen.isCancelled()) {
        under.cancel(false);
      }
    });
    return seen;
  }
}
