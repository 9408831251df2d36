package io.twinhub.local.frontend.twin;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Worker threads that a test plays itself: tasks run at once, or when it says so. */
public final class HandExecutor implements Executor {
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private boolean paused;

  /** Keeps tasks from now on. */
  public void pause() {
    paused = true;
  }

  /** Runs what waits, and again at once from now on. */
  public void resume() {
    paused = false;
    runWaiting();
  }

  @Override
  public void execute(Runnable task) {
    waiting.add(task);
    if (!paused) {
      runWaiting();
    }
  }

  private void runWaiting() {
    for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
      task.run();
    }
  }
}
