package io.twinhub.local.frontend.net;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the work of one connection on the shared worker threads, one task at a time and in order. Safe to call
 * from any thread; never blocks its caller.
 *
 * <p>Large tasks, which parse many bytes, run on a few threads of their own: they need memory and time, and
 * the small tasks of other connections must not wait for them.
 *
 * <p>A task may go on after it has returned ({@link #offerBeside}). Several of these may be under way at once;
 * every other task waits for those before it.
 */
public final class SerialExecutor {
  /** How many tasks of one connection may wait. A client that sends faster than this is refused. */
  public static final int QUEUE_MAX = 256;

  /** How many tasks run before other connections get their turn. */
  private static final int TURN = 16;

  private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);

  private final Executor workers;
  private final Executor largeWorkers;
  private final Runnable onFailure;
  private final Object lock = new Object();
  private final Queue<Task> waiting = new ArrayDeque<>();
  private boolean running;
  private boolean finished;

  /** How many tasks have returned, but go on. */
  private int underWay;

  private record Task(Runnable work, boolean large, boolean beside) {
    static Task of(int bytes, Runnable work, boolean beside) {
      return new Task(work, bytes > ByteBudget.SMALL_BYTES_MAX, beside);
    }
  }

  /**
   * Creates an executor without tasks.
   *
   * @param workers runs small tasks
   * @param largeWorkers runs large tasks
   * @param onFailure run when a task fails: the connection cannot go on
   */
  public SerialExecutor(Executor workers, Executor largeWorkers, Runnable onFailure) {
    this.workers = workers;
    this.largeWorkers = largeWorkers;
    this.onFailure = onFailure;
  }

  /** Creates an executor that runs all tasks on {@code workers} and survives their failures. */
  public SerialExecutor(Executor workers) {
    this(workers, workers, () -> {});
  }

  /**
   * Takes a task, unless {@value #QUEUE_MAX} wait or the connection is ending.
   *
   * @return whether the task was taken and will run
   */
  public boolean offer(Runnable task) {
    return offer(0, task);
  }

  /** Takes a task that handles {@code bytes} bytes, like {@link #offer(Runnable)}. */
  public boolean offer(int bytes, Runnable task) {
    return offer(Task.of(bytes, task, false));
  }

  /**
   * Takes a task that handles {@code bytes} bytes and goes on after it has returned, until its future completes
   * or fails.
   */
  public boolean offerBeside(int bytes, Supplier<? extends CompletableFuture<?>> task) {
    return offer(Task.of(bytes, () -> begin(task), true));
  }

  /**
   * Takes a task as {@link #offerBeside} does; a small one is begun in the calling thread if no other task waits
   * or runs, which spares a change of threads.
   */
  public boolean beginBeside(int bytes, Supplier<? extends CompletableFuture<?>> task) {
    Task begun = Task.of(bytes, () -> begin(task), true);
    synchronized (lock) {
      if (running || begun.large() || finished || !waiting.isEmpty()) {
        return offer(begun);
      }
      running = true;
    }
    run(begun.work());
    synchronized (lock) {
      running = false;
      goOn();
    }
    return true;
  }

  private void begin(Supplier<? extends CompletableFuture<?>> task) {
    synchronized (lock) {
      underWay++;
    }
    CompletableFuture<?> begun = CompletableFuture.completedFuture(null);
    try {
      begun = task.get();
    } finally {
      var unused = begun.whenComplete((done, failure) -> ended());
    }
  }

  private void ended() {
    synchronized (lock) {
      underWay--;
      if (!running) {
        goOn();
      }
    }
  }

  private void goOn() {
    Task next = waiting.peek();
    if (next != null && (underWay == 0 || next.beside())) {
      running = true;
      takeTurnLater(next.large());
    }
  }

  private boolean offer(Task task) {
    synchronized (lock) {
      if (finished || waiting.size() >= QUEUE_MAX) {
        return false;
      }
      enqueue(task);
      return true;
    }
  }

  /** Takes a last task, which runs after all that wait; later ones are refused. Only the first counts. */
  public void finish(Runnable last) {
    synchronized (lock) {
      if (!finished) {
        enqueue(Task.of(0, last, false));
        finished = true;
      }
    }
  }

  private void enqueue(Task task) {
    waiting.add(task);
    if (!running) {
      running = true;
      takeTurnLater(task.large());
    }
  }

  private void takeTurnLater(boolean large) {
    (large ? largeWorkers : workers).execute(() -> takeTurn(large));
  }

  private void takeTurn(boolean large) {
    for (int i = 0; i < TURN; i++) {
      Task task;
      synchronized (lock) {
        task = waiting.peek();
        if (task == null || (underWay > 0 && !task.beside())) {
          running = false;
          return;
        }
        if (task.large() != large) {
          takeTurnLater(task.large());
          return;
        }
        waiting.remove();
      }
      run(task.work());
    }
    takeTurnLater(large);
  }

  /**
   * A task fails because of a bug in the hub or a lack of memory. The connection then ends, but its queued
   * tasks still run: some of them release what the connection held.
   */
  private void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error failure) {
      giveUp(failure);
    }
  }

  /** Without memory even reporting the failure may fail; the turn must still be passed on. */
  private void giveUp(Throwable failure) {
    try {
      onFailure.run();
      LOG.error("a connection's task failed; the connection is closed", failure);
    } catch (RuntimeException | Error again) {
      failure.addSuppressed(again);
    }
  }
}
