package io.twinhub.local.frontend.net;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the work of one connection on the shared worker threads, one task at a time and in order. Safe to
 * call from any thread; never blocks its caller.
 */
public final class SerialExecutor {
  /** How many tasks of one connection may wait. A client that sends faster than this is refused. */
  public static final int QUEUE_MAX = 256;

  /** How many tasks run before other connections get their turn. */
  private static final int TURN = 16;

  private static final Logger LOG = LoggerFactory.getLogger(SerialExecutor.class);

  private final Executor workers;
  private final Object lock = new Object();
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean running;
  private boolean finished;

  /** An executor without tasks, over {@code workers}. */
  public SerialExecutor(Executor workers) {
    this.workers = workers;
  }

  /**
   * Takes a task, unless {@value #QUEUE_MAX} wait or the connection is ending.
   *
   * @return whether the task was taken and will run
   */
  public boolean offer(Runnable task) {
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
        enqueue(last);
        finished = true;
      }
    }
  }

  private void enqueue(Runnable task) {
    waiting.add(task);
    if (!running) {
      running = true;
      workers.execute(this::takeTurn);
    }
  }

  private void takeTurn() {
    for (int i = 0; i < TURN; i++) {
      Runnable task;
      synchronized (lock) {
        task = waiting.poll();
        if (task == null) {
          running = false;
          return;
        }
      }
      run(task);
    }
    workers.execute(this::takeTurn);
  }

  /** A task that fails is a bug of ours; the connection's other tasks must not wait for ever. */
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("a connection's task failed", e);
    }
  }
}
