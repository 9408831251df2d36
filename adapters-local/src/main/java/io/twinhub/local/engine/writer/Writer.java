package io.twinhub.local.engine.writer;

import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.rows.RegistrationView;
import io.twinhub.local.engine.rows.Registrations;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TransferQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that changes a hub (ADR-0010). */
public final class Writer implements AutoCloseable {
  /*
   * Order.  Proposals are applied one after the other, in the order of arrival; that is the one total
   * order of each twin. No twin has a lock, and the feed of changes needs no sorting.
   *
   * Batches.  While the journal commits one batch, the next are gathered and applied; it gets each as soon
   * as nobody waits to join it, or as it is full, and commits together what it has got. Each proposal
   * sees those before it, the journal commits a batch at once, and only then is it published, announced
   * and answered. A write that nobody was told of is a write that did not happen. What waits is applied
   * before what is committed is answered: the journal is the slowest, and must not wait for its next batch.
   *
   * Failure.  If the journal cannot commit, nothing of the batch was, nor of what was applied behind it:
   * every client in them is refused, nothing is published, and the next batch tries anew. Who is connected
   * needs no commit, so the hub's own proposals are applied again, alone; a batch of nothing else never
   * meets the journal.
   *
   * Steps.  What concerns the hub as a whole, such as a restore, is done between two batches: all before it
   * is answered, nothing after it is applied.
   *
   * Waiting.  Callers wait for their answer, so ports stay plain methods. How many may is bounded, and so
   * is how long; the hub's own proposals, such as the end of a connection, always get in, because losing
   * one would leave a device connected for ever.
   */

  /** How many proposals of clients may wait; more are answered with 429. */
  static final int WAITING_MAX = 10_000;

  /** How many proposals make a batch: few enough that the journal has one while the next is applied. */
  static final int BATCH_MAX = 32;

  /** How many batches the journal has at most; another one waits for the first of them. */
  private static final int UNDERWAY_MAX = 8;

  /** Up to so many proposals are committed by the writer itself if nobody else waits: it is quicker. */
  private static final int ALONE_MAX = 8;

  /** How long a step may take: the rewriting of the largest hub, on a slow disk. */
  static final Duration STEP_WAIT_MAX = Duration.ofMinutes(10);

  /** How long a stop waits for the batch that is being committed. */
  private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  private final TransferQueue<Waiting<?>> queue = new LinkedTransferQueue<>();

  /** How many clients wait for an answer. */
  private final AtomicInteger clients = new AtomicInteger();

  private final Queue<FutureTask<?>> steps = new ConcurrentLinkedQueue<>();
  private final RecentRegistrations recent;
  private final InstantSource clock;
  private final Journal journal;
  private final Consumer<TwinChange> feed;
  private final Thread thread;
  private final WaitLimit waitLimit;

  /** Stands in the queue, once at most, to have the writer look about. */
  private final Waiting<?> wake = Waiting.own(transaction -> transaction);

  private final AtomicBoolean woken = new AtomicBoolean();

  /** What the journal has, the oldest first; used by the writer's thread only, as what follows. */
  private final Deque<Batch> underway = new ArrayDeque<>();

  private Optional<Batch> gathering = Optional.empty();
  private boolean failing;

  /** What the journal had when it got its last batch; some of that may be answered. For any thread. */
  private volatile List<Batch> handedOver = List.of();

  private volatile boolean stopping;

  public Writer(
      Registrations registrations,
      InstantSource clock,
      Journal journal,
      Consumer<TwinChange> feed) {
    this.recent = new RecentRegistrations(registrations);
    this.clock = clock;
    this.journal = journal;
    this.feed = feed;
    this.thread = new Thread(this::run, "twinhub-writer");
    this.thread.setDaemon(true);
    this.waitLimit = new WaitLimit(this::waiting);
  }

  /** Begins to take proposals. */
  public void start() {
    thread.start();
    waitLimit.start();
  }

  /** How long clients wait for their answers at most. */
  public WaitLimit waitLimit() {
    return waitLimit;
  }

  private Stream<Waiting<?>> waiting() {
    return Stream.concat(
        handedOver.stream().flatMap(batch -> batch.waiting().stream()), queue.stream());
  }

  /**
   * Applies a client's proposal and waits for its commit.
   *
   * @throws HubException with the proposal's refusal, {@link RequestError#busy} if too many wait, or
   *     {@link RequestError#unavailable} if the hub is stopping or its journal does not commit
   */
  public <R> R apply(Proposal<R> proposal) {
    try {
      if (clients.incrementAndGet() > WAITING_MAX) {
        throw new HubException(
            RequestError.busy("%d writes are waiting; try again later".formatted(WAITING_MAX)));
      }
      return Answers.await(submit(proposal)::get);
    } finally {
      clients.decrementAndGet();
    }
  }

  /**
   * Does {@code work} on the writer's thread while nothing is being applied or committed, and waits for
   * its end. It may change the registrations and use the journal itself.
   *
   * @throws HubException as {@code work} does, or {@link RequestError#unavailable} if the hub is stopping
   */
  public <R> R alone(Callable<R> work) {
    FutureTask<R> step = new FutureTask<>(work);
    steps.add(step);
    wake();
    if (stopping) {
      step.cancel(false);
    }
    return Answers.await(() -> step.get(STEP_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS));
  }

  /**
   * Applies a proposal of the hub itself, some time later; nobody waits for its answer. It changes
   * nothing that must be kept, and does no harm if it is applied twice.
   */
  public void post(Proposal<?> proposal) {
    queue.add(Waiting.own(proposal));
  }

  private <R> CompletableFuture<R> submit(Proposal<R> proposal) {
    Waiting<R> waiting = Waiting.of(proposal, waitLimit.looks());
    queue.add(waiting);
    if (stopping) {
      waiting.answer().completeExceptionally(Answers.stopped());
    }
    return waiting.answer();
  }

  private void run() {
    try {
      while (!stopping) {
        apply(queue.take());
        for (Optional<Waiting<?>> next = next(); next.isPresent(); next = next()) {
          apply(next.get());
        }
        advance();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      settle();
    }
  }

  /**
   * What joins the batch that is being gathered: nothing more when it is full. Those of an earlier batch
   * whose commit has come wait for it: the sooner the journal has the next, the less it idles.
   */
  private Optional<Waiting<?>> next() {
    boolean full = gathering.filter(batch -> batch.size() == BATCH_MAX).isPresent();
    return full || stopping ? Optional.empty() : Optional.ofNullable(queue.poll());
  }

  private void apply(Waiting<?> waiting) {
    if (waiting.equals(wake)) {
      woken.set(false);
      return;
    }
    if (gathering.isEmpty()) {
      RegistrationView before = underway.isEmpty() ? recent : underway.getLast().transaction();
      gathering = Optional.of(new Batch(new Transaction(recent, before, clock.instant())));
    }
    Batch batch = gathering.get();
    try {
      batch.apply(waiting, journal);
    } catch (RuntimeException mistake) {
      finishAll(); // what it was built on may still last
      if (gathering.isPresent()) {
        gathering = Optional.empty();
        refuse(batch, mistake);
      }
    }
  }

  /** Moves on what can be: a batch to the journal if that is idle, one that it is done with to the clients. */
  private void advance() {
    if (!steps.isEmpty()) {
      settle();
      takeSteps();
      return;
    }
    handOver();
    while (underway.size() > UNDERWAY_MAX
        || (!underway.isEmpty() && underway.getFirst().commit().isDone())) {
      finish(underway.removeFirst());
    }
    if (underway.isEmpty()) {
      handedOver = List.of();
    }
  }

  private void handOver() {
    if (gathering.isEmpty()) {
      return;
    }
    Batch batch = gathering.get();
    gathering = Optional.empty();
    boolean alone = underway.isEmpty() && queue.isEmpty() && batch.size() <= ALONE_MAX;
    underway.add(batch);
    handedOver = List.copyOf(underway);
    batch.commit(journal, !alone);
    if (!batch.commit().isDone()) {
      var unused = batch.commit().whenComplete((done, failure) -> wake());
    }
  }

  private void wake() {
    if (woken.compareAndSet(false, true)) {
      queue.add(wake);
    }
  }

  /** Ends all that was begun. */
  private void settle() {
    handOver();
    finishAll();
  }

  private void finishAll() {
    while (!underway.isEmpty()) {
      finish(underway.removeFirst());
    }
  }

  private void takeSteps() {
    Optional<FutureTask<?>> step = Optional.ofNullable(steps.poll());
    while (step.isPresent()) {
      step.get().run();
      recent.changed();
      step = Optional.ofNullable(steps.poll());
    }
  }

  private void finish(Batch batch) {
    Optional<Throwable> failure = batch.failure();
    if (failure.isPresent()) {
      refuse(batch, failure.get());
      return;
    }
    if (batch.transaction().isDurable()) {
      works();
    }
    publish(batch);
  }

  private void publish(Batch batch) {
    batch.transaction().publish();
    Optional<Batch> next = underway.isEmpty() ? gathering : Optional.of(underway.getFirst());
    next.ifPresent(behind -> behind.transaction().isNext());
    batch.transaction().changes().forEach(this::announce);
    batch.transaction().telling().forEach(Writer::tell);
    batch.answer();
  }

  /** Refuses a batch that could not be committed, and all that was built on it. */
  private void refuse(Batch batch, Throwable failure) {
    if (!failing) {
      LOG.error("the hub cannot write; it refuses writes until it can again", failure);
      failing = true;
    }
    List<Batch> lost = new ArrayList<>(List.of(batch));
    lost.addAll(underway);
    gathering.ifPresent(lost::add);
    underway.clear();
    gathering = Optional.empty();
    journal.rollBack();
    for (int i = lost.size() - 1; i >= 0; i--) {
      lost.get(i).transaction().rollBack();
    }
    HubException refusal = new HubException(RequestError.unavailable(
        "the hub cannot write (%s); nothing was changed".formatted(failure.getMessage())));
    Batch own = new Batch(new Transaction(recent, recent, clock.instant()));
    for (Waiting<?> waiting :
        lost.stream().flatMap(one -> one.waiting().stream()).toList()) {
      if (waiting.own()) {
        own.apply(waiting, journal);
      } else {
        waiting.answer().completeExceptionally(refusal);
      }
    }
    publish(own);
  }

  private void works() {
    if (failing) {
      LOG.info("the hub can write again");
      failing = false;
    }
  }

  private static void tell(Runnable news) {
    try {
      news.run();
    } catch (RuntimeException e) {
      LOG.error("somebody failed who was told of a write", e);
    }
  }

  private void announce(TwinChange change) {
    try {
      feed.accept(change);
    } catch (RuntimeException e) {
      LOG.error("a listener failed on a change of {}", change.address(), e);
    }
  }

  /** Returns when the last batch is committed and answered. */
  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    awaitEnd();
    waitLimit.close();
    List<Waiting<?>> left = new ArrayList<>();
    queue.drainTo(left);
    left.forEach(waiting -> waiting.answer().completeExceptionally(Answers.stopped()));
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
}
