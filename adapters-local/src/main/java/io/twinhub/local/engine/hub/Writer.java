package io.twinhub.local.engine.hub;

import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.local.engine.journal.Journal;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that changes a hub (ADR-0010). */
final class Writer implements AutoCloseable {
  /*
   * Order.  Proposals are applied one after the other, in the order of arrival; that is the one total
   * order of each twin. No twin has a lock, and the feed of changes needs no sorting.
   *
   * Batches.  What waits in the queue is taken as one batch, and so is what arrives while it is applied,
   * since a commit costs the same for few and for many. Each proposal sees those before it, the journal
   * commits all of them at once, and only then are they published, announced and answered. A write that
   * nobody was told of is a write that did not happen.
   *
   * Failure.  If the journal cannot commit, nothing of the batch was: every client in it is refused,
   * nothing is published, and the next batch tries anew. Who is connected needs no commit, so the hub's
   * own proposals are applied again, alone; a batch of nothing else never meets the journal.
   *
   * Steps.  What concerns the hub as a whole, such as a restore, is done between two batches: all before it
   * is answered, nothing after it is applied.
   *
   * Waiting.  Callers wait for their answer, so ports stay plain methods. The queue is bounded for
   * them; the hub's own proposals, such as the end of a connection, always get in, because losing one
   * would leave a device connected for ever.
   */

  /** How many proposals of clients may wait; more are answered with 429. */
  static final int WAITING_MAX = 10_000;

  /** How many proposals are committed at once. */
  static final int BATCH_MAX = 256;

  /** How long a client waits for its answer at most. */
  static final Duration ANSWER_WAIT_MAX = Duration.ofSeconds(30);

  /** How long a step may take: the rewriting of the largest hub, on a slow disk. */
  static final Duration STEP_WAIT_MAX = Duration.ofMinutes(10);

  /** How long a stop waits for the batch that is being committed. */
  private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  private final BlockingQueue<Waiting<?>> queue = new LinkedBlockingQueue<>();
  private final Queue<FutureTask<?>> steps = new ConcurrentLinkedQueue<>();
  private final Registrations registrations;
  private final InstantSource clock;
  private final Journal journal;
  private final Consumer<TwinChange> feed;
  private final Thread thread;
  private boolean failing;
  private volatile boolean stopping;

  Writer(
      Registrations registrations,
      InstantSource clock,
      Journal journal,
      Consumer<TwinChange> feed) {
    this.registrations = registrations;
    this.clock = clock;
    this.journal = journal;
    this.feed = feed;
    this.thread = new Thread(this::run, "twinhub-writer");
    this.thread.setDaemon(true);
  }

  /** Begins to take proposals. */
  void start() {
    thread.start();
  }

  /**
   * Applies a client's proposal and waits for its commit.
   *
   * @throws HubException with the proposal's refusal, {@link RequestError.Busy} if too many wait, or
   *     {@link RequestError.Unavailable} if the hub is stopping or its journal does not commit
   */
  <R> R apply(Proposal<R> proposal) {
    if (queue.size() >= WAITING_MAX) {
      throw new HubException(
          new RequestError.Busy("%d writes are waiting; try again later".formatted(WAITING_MAX)));
    }
    return answer(submit(proposal), ANSWER_WAIT_MAX);
  }

  /**
   * Does {@code work} on the writer's thread while nothing is being applied or committed, and waits for
   * its end. It may change the registrations and use the journal itself.
   *
   * @throws HubException as {@code work} does, or {@link RequestError.Unavailable} if the hub is stopping
   */
  <R> R alone(Callable<R> work) {
    FutureTask<R> step = new FutureTask<>(work);
    steps.add(step);
    post(transaction -> transaction); // wakes the writer
    if (stopping) {
      step.cancel(false);
    }
    return answer(step, STEP_WAIT_MAX);
  }

  /**
   * Applies a proposal of the hub itself, some time later; nobody waits for its answer. It changes
   * nothing that must be kept, and does no harm if it is applied twice.
   */
  void post(Proposal<?> proposal) {
    queue.add(new Waiting<>(proposal, new CompletableFuture<>(), true));
  }

  private <R> CompletableFuture<R> submit(Proposal<R> proposal) {
    Waiting<R> waiting = new Waiting<>(proposal, new CompletableFuture<>(), false);
    queue.add(waiting);
    if (stopping) {
      waiting.answer().completeExceptionally(stopped());
    }
    return waiting.answer();
  }

  private static <R> R answer(Future<R> future, Duration waitMax) {
    try {
      return future.get(waitMax.toMillis(), TimeUnit.MILLISECONDS);
    } catch (CancellationException e) {
      throw stopped();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HubException refusal) {
        throw refusal;
      }
      throw new CompletionException(e.getCause());
    } catch (TimeoutException e) {
      throw new HubException(
          new RequestError.Unavailable("the write was not committed within " + waitMax));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HubException(new RequestError.Unavailable("interrupted while waiting"));
    }
  }

  private void run() {
    List<Waiting<?>> batch = new ArrayList<>(BATCH_MAX);
    while (!stopping) {
      try {
        batch.add(queue.take());
        commit(batch);
        takeSteps();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } finally {
        batch.clear();
      }
    }
  }

  private void takeSteps() {
    Optional<FutureTask<?>> step = Optional.ofNullable(steps.poll());
    while (step.isPresent()) {
      step.get().run();
      step = Optional.ofNullable(steps.poll());
    }
  }

  private void commit(List<Waiting<?>> batch) {
    Transaction transaction = new Transaction(registrations, clock.instant());
    List<Runnable> answers = new ArrayList<>(BATCH_MAX);
    try {
      while (answers.size() < batch.size()) {
        answers.add(batch.get(answers.size()).applied(transaction));
        transaction.write(journal);
        if (answers.size() == batch.size()) {
          queue.drainTo(batch, BATCH_MAX - batch.size());
        }
      }
      journal.commit();
      if (transaction.isDurable()) {
        works();
      }
    } catch (IOException | RuntimeException failure) {
      journal.rollBack();
      transaction.rollBack();
      refuse(batch, failure);
      return;
    }
    publish(transaction, answers);
  }

  private static List<Runnable> applied(List<Waiting<?>> batch, Transaction transaction) {
    List<Runnable> answers = new ArrayList<>(batch.size());
    batch.forEach(waiting -> answers.add(waiting.applied(transaction)));
    return answers;
  }

  private void publish(Transaction transaction, List<Runnable> answers) {
    transaction.publish();
    transaction.changes().forEach(this::announce);
    answers.forEach(Runnable::run);
  }

  private void refuse(List<Waiting<?>> batch, Exception failure) {
    if (!failing) {
      LOG.error("the hub cannot write; it refuses writes until it can again", failure);
      failing = true;
    }
    HubException refusal = new HubException(new RequestError.Unavailable(
        "the hub cannot write (%s); nothing was changed".formatted(failure.getMessage())));
    List<Waiting<?>> own = new ArrayList<>();
    for (Waiting<?> waiting : batch) {
      if (waiting.own()) {
        own.add(waiting);
      } else {
        waiting.answer().completeExceptionally(refusal);
      }
    }
    Transaction transaction = new Transaction(registrations, clock.instant());
    publish(transaction, applied(own, transaction));
  }

  private void works() {
    if (failing) {
      LOG.info("the hub can write again");
      failing = false;
    }
  }

  private void announce(TwinChange change) {
    try {
      feed.accept(change);
    } catch (RuntimeException e) {
      LOG.error("a listener failed on a change of {}", change.address(), e);
    }
  }

  private static HubException stopped() {
    return new HubException(new RequestError.Unavailable("the hub is stopping"));
  }

  /** Returns when the last batch is committed and answered. */
  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    awaitEnd();
    List<Waiting<?>> left = new ArrayList<>();
    queue.drainTo(left);
    left.forEach(waiting -> waiting.answer().completeExceptionally(stopped()));
    steps.forEach(step -> step.cancel(false));
  }

  /** The writer itself may be the one who stops the hub, by way of a listener. */
  private void awaitEnd() {
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(STOP_WAIT_MAX.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A proposal and whoever waits for its answer.
   *
   * @param own whether it is the hub's own, which must not be lost
   */
  private record Waiting<R>(Proposal<R> proposal, CompletableFuture<R> answer, boolean own) {

    /** Applies the proposal; what it returns tells the one who waits, once the batch is committed. */
    Runnable applied(Transaction transaction) {
      try {
        R result = proposal.apply(transaction);
        return () -> answer.complete(result);
      } catch (HubException refusal) {
        return () -> answer.completeExceptionally(refusal);
      } catch (RuntimeException mistake) {
        LOG.error("a write failed by a mistake of the hub", mistake);
        return () -> answer.completeExceptionally(mistake);
      }
    }
  }
}
