package io.twinhub.local.frontend.net;

import io.netty.util.concurrent.FastThreadLocalThread;
import io.twinhub.application.port.PatientThread;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Worker threads that may wait. One that waits on purpose, because a fault slows an operation down, has
 * another thread in its place meanwhile: slow devices do not hold up the others.
 */
final class WorkerPool extends ThreadPoolExecutor {
  /**
   * How many threads may have another in their place; a hub setting. Further ones wait all the same, and then
   * others wait with them.
   */
  static final int ASIDE_MAX = 1_000;

  private static final Duration IDLE_LIFE = Duration.ofSeconds(30);

  private final String name;
  private final int threads;
  private final AtomicInteger numbers = new AtomicInteger();
  private int aside;

  /**
   * A pool without threads.
   *
   * @param threads how many run at a time
   */
  WorkerPool(String name, int threads) {
    // Each connection submits one turn at a time, so the number of connections bounds this queue.
    super(threads, threads, IDLE_LIFE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    this.name = name;
    this.threads = threads;
    allowCoreThreadTimeOut(true);
    setThreadFactory(Worker::new);
  }

  private final class Worker extends FastThreadLocalThread implements PatientThread {
    Worker(Runnable work) {
      super(work, "%s-%d".formatted(name, numbers.incrementAndGet()));
      setDaemon(true);
    }

    @Override
    public void standAside(Runnable wait) {
      boolean replaced = begin();
      try {
        wait.run();
      } finally {
        if (replaced) {
          end();
        }
      }
    }
  }

  private synchronized boolean begin() {
    if (aside == ASIDE_MAX) {
      return false;
    }
    aside++;
    setMaximumPoolSize(threads + aside);
    setCorePoolSize(threads + aside);
    return true;
  }

  private synchronized void end() {
    aside--;
    setCorePoolSize(threads + aside);
    setMaximumPoolSize(threads + aside);
  }
}
