package io.twinhub.local.frontend.amqp.session;

import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.net.ExitDoor;

/** Ends a connection and tells its client why. Only the first reason counts. Any thread. */
public final class ConnectionEnd {
  private static final AmqpCondition STOPPING =
      new AmqpCondition(AmqpCondition.FORCED, "the hub ends the connection");

  private final ExitDoor exit;
  private AmqpCondition told = STOPPING;

  /** Ends a connection through {@code exit}. */
  public ConnectionEnd(ExitDoor exit) {
    this.exit = exit;
  }

  /** The exit door, for naming the client and registering releases. */
  public ExitDoor exit() {
    return exit;
  }

  /** Ends the connection and tells the client why. */
  public void leave(AmqpCondition condition) {
    leave(condition, condition.toString());
  }

  /** Ends the connection, tells the client why, and writes {@code reason} to the log. */
  public void leave(AmqpCondition condition, String reason) {
    tell(condition);
    exit.close(reason);
  }

  private synchronized void tell(AmqpCondition condition) {
    if (told.equals(STOPPING)) {
      told = condition;
    }
  }

  /** What the client is told. */
  public synchronized AmqpCondition condition() {
    return told;
  }
}
