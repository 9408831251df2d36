package io.twinhub.local.engine.writer;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.measure.WriteMeters;
import io.twinhub.local.engine.rows.RegistrationView;
import io.twinhub.local.engine.rows.Registrations;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Changes a hub, in one thread at a time (ADR-0010, ADR-0079). */
public final class Writer implements AutoCloseable {
  /*
   * Order.  Proposals are applied one after the other, in the order of arrival, which is the one total
   * order of each twin's changes. No twin has a lock, and the feed of changes needs no sorting.
   *
   * Batches.  While the journal commits one batch, the next are gathered and applied. The journal gets a
   * batch as soon as nobody waits to join it, or when it is full, and commits together whatever it has.
   * Each proposal sees those before it; the journal commits a batch as a whole, and only then is it
   * published, announced and answered. A write that nobody was told of counts as not done. Waiting
   * proposals are applied before committed ones are answered: the journal is the slowest part and must not
   * wait for its next batch. A twin that several waiting proposals change is written once.
   *
   * Failure.  If the journal cannot commit, the batch is dropped, and so is everything applied after it:
   * their clients are refused, nothing is published, and the next batch tries again. The hub's own
   * proposals, which note connections, need no commit, so they are applied again, alone.
   *
   * Threads.  One thread carries out the writes. Without a disk to wait for, a change of threads takes
   * longer than a write; so a hub in memory carries out a write on its caller's thread if no other write is
   * under way (WriteLine). Writes that are begun in a rush go to the writer's thread: they share a batch.
   * Whoever has the turn may use what is said to be for the writer's thread only.
   *
   * Steps.  Work on the hub as a whole, such as a restore, is done between two batches: everything before
   * it has been answered, nothing after it has been applied.
   *
   * Waiting.  Callers wait for their answer, so ports stay plain methods. Their number and their wait are
   * bounded. The hub's own proposals are always accepted: losing one could leave a device connected for ever.
   */

  /** The maximum number of waiting proposals of clients; more are answered with 429. */
  static final int WAITING_MAX = 10_000;

  /** The maximum size of a batch: small enough to overlap with the journal's work. */
  static final int BATCH_MAX = 32;

  /** The maximum number of batches in the journal; another one waits for the first of them. */
  private static final int UNDERWAY_MAX = 8;

  /** Up to this many proposals are committed by the writer's thread if nobody else waits: it is quicker. */
  private static final int ALONE_MAX = 8;

  /** How long a stop waits for the batch that is being committed. */
  private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  private final WriteLine line = new WriteLine();

  /** How many clients wait for an answer. */
  private final AtomicInteger clients = new AtomicInteger();

  private final Steps steps = new Steps();
  private final RecentRegistrations recent;
  private final InstantSource clock;
  private final Journal journal;
  private final Announcing announcing;
  private final Thread thread;
  private final WaitLimit waitLimit;
  private final WriteMeters meters = new WriteMeters(clients::get);

  /** The batches in the journal, the oldest first; like the fields below, for the writer's thread only. */
  private final Deque<Batch> underway = new ArrayDeque<>();

  private Optional<Batch> gathering = Optional.empty();
  private boolean failing;

  /** What was in the batches when the journal got its last rows; some may be answered. For any thread. */
  private volatile List<Waiting<?>> begun = List.of();

  private volatile boolean stopping;

  /** A writer that has not started. */
  public Writer(
      Registrations registrations, InstantSource clock, Journal journal, Announcing announcing) {
    this.recent = new RecentRegistrations(registrations);
    this.clock = clock;
    this.journal = journal;
    this.announcing = announcing;
    this.thread = new Thread(this::run, "twinhub-writer");
    this.thread.setDaemon(true);
    this.waitLimit = new WaitLimit(this::waiting);
  }

  /** Starts carrying out proposals. */
  public void start() {
    thread.start();
    waitLimit.start();
  }

  /** Limits how long clients wait for their answers. */
  public WaitLimit waitLimit() {
    return waitLimit;
  }

  /** Counts the commits. */
  public WriteMeters meters() {
    return meters;
  }

  private Stream<Waiting<?>> waiting() {
    return Stream.concat(begun.stream(), line.waiting());
  }

  /**
   * Applies a client's proposal and waits for its commit.
   *
   * @throws HubException with the proposal's refusal, {@link RequestError#busy} if too many wait, or
   *     {@link RequestError#unavailable} if the hub is stopping or its journal does not commit
   */
  public <R> R apply(Proposal<R> proposal) {
    return Answers.await(submit(proposal, true)::get);
  }

  /**
   * Begins to apply a client's proposal. Proposals of one thread are applied in the order of its calls.
   *
   * @return completes after the commit, on the writer's thread or before this returns, or fails as
   *     {@link #apply} does
   * @throws HubException with {@link RequestError#busy} if too many wait
   */
  public <R> CompletableFuture<R> applyLater(Proposal<R> proposal) {
    return submit(proposal, !line.isRush());
  }

  /**
   * Does {@code work} on the writer's thread while nothing is being applied or committed, and waits for
   * its end. It may change the registrations and use the journal itself.
   *
   * @throws HubException as {@code work} does, or {@link RequestError#unavailable} if the hub is stopping
   */
  public <R> R alone(Callable<R> work) {
    FutureTask<R> step = steps.add(work);
    line.wake();
    if (stopping) {
      step.cancel(false);
    }
    return Answers.await(() -> step.get(Steps.WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS));
  }

  /**
   * Applies a proposal of the hub itself, some time later; nobody waits for its answer. It must change
   * nothing that has to be kept, and must be safe to apply twice.
   */
  public void post(Proposal<?> proposal) {
    line.add(Waiting.own(proposal));
  }

  private <R> CompletableFuture<R> submit(Proposal<R> proposal, boolean here) {
    if (clients.get() >= WAITING_MAX) {
      throw new HubException(
          RequestError.busy("%d writes are waiting; try again later".formatted(WAITING_MAX)));
    }
    if (announcing.events().isBusy()) {
      throw new HubException(RequestError.busy(
          "too many events of changes are waiting for the event log; try again later"));
    }
    clients.incrementAndGet();
    Waiting<R> waiting = Waiting.of(proposal, waitLimit.looks());
    if (!here || !isCarriedOutHere(waiting)) {
      line.add(waiting);
      if (stopping) {
        Answers.stop(waiting);
      }
    }
    return waiting.answer().whenComplete((result, failure) -> clients.decrementAndGet());
  }

  /** Carries out a write on its caller's thread, if it must wait neither for the disk nor for another write. */
  private boolean isCarriedOutHere(Waiting<?> waiting) {
    if (journal.isLasting() || !line.beginAlone()) {
      return false;
    }
    try {
      if (stopping || !steps.isEmpty()) {
        line.answering(1);
        return false;
      }
      apply(waiting);
      settle();
      return true;
    } finally {
      line.end();
    }
  }

  private void run() {
    try {
      while (!stopping) {
        turn(line.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      line.begin();
      settle();
      line.end();
    }
  }

  private void turn(Waiting<?> first) {
    line.begin();
    try {
      if (stopping) { // meanwhile, by a listener
        Answers.stop(first);
        return;
      }
      apply(first);
      for (Optional<Waiting<?>> next = next(); next.isPresent(); next = next()) {
        apply(next.get());
      }
      advance();
    } finally {
      line.end();
    }
  }

  /**
   * The next proposal for the batch that is being gathered; empty if it is full. Clients of a committed
   * batch are answered later, because the sooner the journal has its next batch, the less it idles.
   */
  private Optional<Waiting<?>> next() {
    boolean full = gathering.filter(batch -> batch.size() == BATCH_MAX).isPresent();
    // Nobody waits: the journal gets its rows, and whoever comes meanwhile still joins the batch.
    boolean failed = line.isEmpty() && gathering.isPresent() && !write(gathering.get());
    return full || failed || stopping ? Optional.empty() : line.poll();
  }

  private void apply(Waiting<?> waiting) {
    if (line.isWake(waiting)) {
      return;
    }
    if (gathering.isEmpty()) {
      RegistrationView before = underway.isEmpty() ? recent : underway.getLast().transaction();
      gathering = Optional.of(
          new Batch(new Transaction(recent, before, clock.instant(), announcing.events())));
    }
    gathering.get().apply(waiting);
    gathering.get().transaction().follow(announcing.consequences());
  }

  /** Hands the gathered batch to the journal, and answers the batches that it has committed. */
  private void advance() {
    if (!steps.isEmpty()) {
      settle();
      steps.take(recent::changed);
      return;
    }
    handOver();
    while (underway.size() > UNDERWAY_MAX
        || (!underway.isEmpty() && underway.getFirst().commit().isDone())) {
      finish(underway.removeFirst());
    }
    if (underway.isEmpty()) {
      begun = List.of();
    }
  }

  private void handOver() {
    if (gathering.isEmpty()) {
      return;
    }
    Batch batch = gathering.get();
    gathering = Optional.empty();
    boolean alone = underway.isEmpty() && line.isEmpty() && batch.size() <= ALONE_MAX;
    boolean written = write(batch);
    underway.add(batch);
    if (!written) {
      finishAll(); // the batches before it may still be committed, but nothing after it
      return;
    }
    batch.commit(journal, !alone, meters);
    if (!batch.commit().isDone()) {
      var unused = batch.commit().whenComplete((done, failure) -> line.wake());
    }
  }

  /** Gives the journal the rows of a batch; if that takes too long, {@link WaitLimit} finds its clients. */
  private boolean write(Batch batch) {
    List<Waiting<?>> now = new ArrayList<>(batch.waiting());
    underway.forEach(before -> now.addAll(before.waiting()));
    begun = now;
    return batch.write(journal);
  }

  /** Finishes everything that was begun. */
  private void settle() {
    handOver();
    finishAll();
  }

  private void finishAll() {
    while (!underway.isEmpty()) {
      finish(underway.removeFirst());
    }
    begun = List.of();
  }

  private void finish(Batch batch) {
    Optional<Throwable> failure = batch.failure();
    if (failure.isPresent()) {
      refuse(batch, failure.get());
      return;
    }
    if (failing && batch.transaction().isDurable()) {
      LOG.info("the hub can write again");
      failing = false;
    }
    publish(batch);
  }

  private void publish(Batch batch) {
    batch.transaction().publish();
    Optional<Batch> next = underway.isEmpty() ? gathering : Optional.of(underway.getFirst());
    next.ifPresent(behind -> behind.transaction().isNext());
    batch.transaction().changes().forEach(announcing::tell);
    batch.transaction().telling().forEach(Announcing::tell);
    line.answering(batch.size());
    batch.answer();
  }

  /** Refuses a batch that could not be committed, and everything that was built on it. */
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
    Batch own = new Batch(new Transaction(recent, recent, clock.instant(), announcing.events()));
    for (Waiting<?> waiting :
        lost.stream().flatMap(one -> one.waiting().stream()).toList()) {
      if (waiting.own()) {
        own.apply(waiting);
      } else {
        line.answering(1);
        waiting.answer().completeExceptionally(refusal);
      }
    }
    var unused = own.write(journal);
    publish(own);
  }

  /** Returns when the last batch is committed and answered. */
  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    awaitEnd();
    waitLimit.close();
    line.waiting().forEach(Answers::stop);
    steps.cancel();
  }

  /** Waits for the last write to end, unless a listener stops the hub while it is told of one. */
  private void awaitEnd() {
    if (line.isHere()) {
      return;
    }
    try {
      thread.join(STOP_WAIT_MAX.toMillis());
      line.awaitNobody(STOP_WAIT_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
