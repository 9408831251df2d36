package io.twinhub.domain.error;

/**
 * Carries a refusal from where it is decided to the edge that translates it. It has no stack trace:
 * a refusal is an answer, not a bug, and hostile clients could otherwise make it expensive.
 */
public final class HubException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient HubError error;

  /** Refuses with {@code error}. */
  public HubException(HubError error) {
    super(error.message(), null, false, false);
    this.error = error;
  }

  /** The refusal. */
  public HubError error() {
    return error;
  }

  /** Shorthand for {@code error().code()}. */
  public ErrorCode code() {
    return error.code();
  }
}
