package io.twinhub.local.engine.transfer.container;

import java.util.concurrent.CancellationException;

/** Tells a job that it shall end early. */
@FunctionalInterface
public interface Stop {

  /** Whether the job shall end. */
  boolean isWanted();

  /** Ends the job if it shall end. */
  default void check() {
    if (isWanted()) {
      throw new CancellationException();
    }
  }
}
