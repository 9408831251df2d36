package io.twinhub.local.engine.alarm;

import java.time.Duration;

/** Schedules work on a thread of the hub, which runs one piece at a time. Work must return at once. */
public interface Alarms extends AutoCloseable {

  /** Scheduled work. */
  @FunctionalInterface
  interface Alarm {

    /** Cancels the work unless it has begun. */
    void cancel();
  }

  /** Runs {@code work} after {@code wait}, or never if this is closed first. */
  Alarm after(Duration wait, Runnable work);

  @Override
  void close();
}
