package io.twinhub.application.port;

/**
 * A thread of a pool in which an operation may wait on purpose, as when a fault slows it down. While it
 * waits, the pool has another thread in its place, so that nobody else waits with it.
 */
public interface PatientThread {

  /** Runs {@code wait}, which only waits. */
  void standAside(Runnable wait);

  /** Runs {@code wait} on this thread, which stands aside meanwhile if it can. */
  static void during(Runnable wait) {
    if (Thread.currentThread() instanceof PatientThread thread) {
      thread.standAside(wait);
    } else {
      wait.run();
    }
  }
}
