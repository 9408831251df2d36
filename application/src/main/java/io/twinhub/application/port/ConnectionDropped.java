package io.twinhub.application.port;

/**
 * Tells an edge to drop the client's connection without an answer, because a fault asks for it. The operation
 * may have been done.
 */
public final class ConnectionDropped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Drops it for {@code reason}, which is for the log. */
  public ConnectionDropped(String reason) {
    super(reason);
  }
}
