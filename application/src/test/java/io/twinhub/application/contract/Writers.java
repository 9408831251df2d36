package io.twinhub.application.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Threads that set out at the same moment. */
final class Writers {
  /** How many there are. */
  static final int COUNT = 8;

  private Writers() {}

  /** What each writer's work, which gets the writer's number, came to; the first failure is thrown. */
  static <T> List<T> together(IntFunction<T> work) {
    ExecutorService threads = Executors.newFixedThreadPool(COUNT);
    CountDownLatch start = new CountDownLatch(1);
    try {
      List<Future<T>> pending = new ArrayList<>();
      for (int writer = 0; writer < COUNT; writer++) {
        int number = writer;
        pending.add(threads.submit(() -> {
          start.await();
          return work.apply(number);
        }));
      }
      start.countDown();
      List<T> done = new ArrayList<>();
      for (Future<T> one : pending) {
        done.add(one.get());
      }
      return done;
    } catch (ExecutionException e) {
      throw new AssertionError("a writer failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while writers worked", e);
    } finally {
      threads.shutdownNow();
    }
  }
}
