package io.twinhub.local.engine.jobs;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.local.engine.writer.Proposal;
import io.twinhub.local.engine.writer.Writer;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that carries out jobs, in pieces, in turn. It ends when it has nothing to do. */
final class JobThread implements Executor, AutoCloseable {
  /** How long the thread waits before it asks a hub again that cannot write or is busy. */
  private static final Duration PAUSE = Duration.ofMillis(50);

  private static final Duration IDLE_MAX = Duration.ofSeconds(5);
  private static final Duration STOP_WAIT_MAX = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(JobThread.class);

  private final Writer writer;
  private final ThreadPoolExecutor thread;
  private volatile boolean stopping;

  JobThread(Writer writer) {
    this.writer = writer;
    this.thread = new ThreadPoolExecutor(
        1, 1, IDLE_MAX.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), work -> {
          Thread made = new Thread(work, "twinhub-jobs");
          made.setDaemon(true);
          return made;
        });
    thread.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable work) {
    try {
      thread.execute(() -> done(work));
    } catch (RejectedExecutionException closed) {
      LOG.debug("jobs are closed");
    }
  }

  private void done(Runnable work) {
    try {
      if (!stopping) {
        work.run();
      }
    } catch (CancellationException closing) {
      LOG.debug("jobs are closed");
    } catch (RuntimeException mistake) {
      LOG.error("a job failed because of an error of the hub", mistake);
    }
  }

  /**
   * Applies a proposal on behalf of a job and waits for its commit. While the hub is busy or cannot write, it
   * is tried again, so the proposal must look whether it was carried out already.
   *
   * @throws CancellationException if the hub is stopping
   * @throws HubException with the proposal's own refusal
   */
  <R> R apply(Proposal<R> proposal) {
    for (boolean told = false; true; told = true) {
      try {
        return writer.apply(proposal);
      } catch (HubException refusal) {
        if (stopping) {
          throw new CancellationException();
        }
        if (refusal.code() != ErrorCode.SERVICE_UNAVAILABLE
            && refusal.code() != ErrorCode.THROTTLING) {
          throw refusal;
        }
        if (!told) {
          LOG.warn("jobs wait: {}", refusal.error().message());
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw new CancellationException();
    }
  }

  boolean isStopping() {
    return stopping;
  }

  /** Stops after the piece that is being carried out; what is not done is done after the next start. */
  @Override
  public void close() {
    stopping = true;
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(STOP_WAIT_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("a job did not stop within {}", STOP_WAIT_MAX);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
