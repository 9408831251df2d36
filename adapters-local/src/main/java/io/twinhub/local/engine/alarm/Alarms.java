package io.twinhub.local.engine.alarm;

import java.time.Duration;

/** Does work later, one piece at a time, on a thread of the hub. Work must return at once. */
public interface Alarms extends AutoCloseable {

  /** Something that will be done. */
  @FunctionalInterface
  interface Alarm {

    /** Has it not be done, unless it was begun. */
    void cancel();
  }

  /** Does {@code work} when {@code wait} is over, or never if this is closed before. */
  Alarm after(Duration wait, Runnable work);

  @Override
  void close();
}
