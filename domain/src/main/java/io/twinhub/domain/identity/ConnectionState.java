package io.twinhub.domain.identity;

import java.time.Instant;

/**
 * Whether and when a device or module was connected, and how many messages wait for it.
 *
 * @param connected whether it is connected now
 * @param stateUpdatedTime when that last changed; {@link Identity#NEVER} if it never did
 * @param lastActivityTime when it last connected, sent or received
 * @param modelId the model that it announced last, or an empty text
 * @param messageCount how many messages wait for it
 */
public record ConnectionState(
    boolean connected,
    Instant stateUpdatedTime,
    Instant lastActivityTime,
    String modelId,
    int messageCount) {

  /** The state of a device that was never seen. */
  public static final ConnectionState NEVER =
      new ConnectionState(false, Identity.NEVER, Identity.NEVER, "");

  /** A state with no waiting messages. */
  public ConnectionState(
      boolean connected, Instant stateUpdatedTime, Instant lastActivityTime, String modelId) {
    this(connected, stateUpdatedTime, lastActivityTime, modelId, 0);
  }

  /** The same state with this number of messages. */
  public ConnectionState holding(int messages) {
    return messages == messageCount
        ? this
        : new ConnectionState(connected, stateUpdatedTime, lastActivityTime, modelId, messages);
  }

  /**
   * The state after something was sent or received at {@code now}; a time before the last activity is
   * ignored.
   */
  public ConnectionState activeAt(Instant now) {
    return now.isAfter(lastActivityTime)
        ? new ConnectionState(connected, stateUpdatedTime, now, modelId, messageCount)
        : this;
  }

  /**
   * The state after a connection began at {@code now}.
   *
   * @param model the model that it announced; an empty text leaves the model as it was
   */
  public ConnectionState connectedAt(Instant now, String model) {
    return new ConnectionState(true, now, now, model.isEmpty() ? modelId : model, messageCount);
  }

  /** The state after the connection ended at {@code now}. */
  public ConnectionState disconnectedAt(Instant now) {
    return new ConnectionState(false, now, lastActivityTime, modelId, messageCount);
  }
}
