package io.twinhub.local.frontend.amqp.session;

import io.twinhub.local.frontend.amqp.link.Condition;
import io.twinhub.local.frontend.net.ExitDoor;

/** How a connection ends, and what its client is told of it. The first reason counts. Any thread. */
public final class Departure {
  private static final Condition STOPPING =
      new Condition(Condition.FORCED, "the hub ends the connection");

  private final ExitDoor exit;
  private Condition told = STOPPING;

  /** Ends a connection through {@code exit}. */
  public Departure(ExitDoor exit) {
    this.exit = exit;
  }

  /** The door, for names and releases. */
  public ExitDoor exit() {
    return exit;
  }

  /** Ends the connection and tells the client why. */
  public void leave(Condition condition) {
    leave(condition, condition.toString());
  }

  /** Ends the connection, tells the client why, and writes {@code reason} to the log. */
  public void leave(Condition condition, String reason) {
    tell(condition);
    exit.close(reason);
  }

  private synchronized void tell(Condition condition) {
    if (told.equals(STOPPING)) {
      told = condition;
    }
  }

  /** What the client is told. */
  public synchronized Condition condition() {
    return told;
  }
}
