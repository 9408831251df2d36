package io.twinhub.local.engine.alarm;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alarms that follow the machine's time. */
public final class SystemAlarms implements Alarms {
  private static final Logger LOG = LoggerFactory.getLogger(SystemAlarms.class);

  private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, work -> {
    Thread alarms = new Thread(work, "twinhub-alarms");
    alarms.setDaemon(true);
    return alarms;
  });

  /** Creates a scheduler without work. */
  public SystemAlarms() {
    thread.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Alarm after(Duration wait, Runnable work) {
    try {
      ScheduledFuture<?> alarm =
          thread.schedule(() -> done(work), wait.toMillis(), TimeUnit.MILLISECONDS);
      return () -> alarm.cancel(false);
    } catch (RejectedExecutionException closed) {
      return () -> {};
    }
  }

  private static void done(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException mistake) {
      LOG.error("work of an alarm failed", mistake);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
