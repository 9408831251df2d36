package io.twinhub.domain.error;

import org.jspecify.annotations.Nullable;

/**
 * Carries a refusal from where it is decided to the edge that translates it, or to the program that called
 * the hub in its own process. Its message is that of the refusal.
 */
public final class HubException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient HubError error;

  private HubException(HubError error, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.error = error;
  }

  /** Refuses with {@code error}. */
  public HubException(HubError error) {
    this(error, error.message(), null);
  }

  /** Refuses with {@code error} because of {@code cause}. */
  public HubException(HubError error, Throwable cause) {
    this(error, error.message(), cause);
  }

  /**
   * The refusal of another hub. The message ends with {@code reference} in parentheses.
   *
   * @param reference what the operator of that hub needs to find the refusal: a code, a tracking id
   */
  public static HubException answered(HubError error, String reference) {
    return new HubException(error, "%s (%s)".formatted(error.message(), reference), null);
  }

  /**
   * The same refusal as a more specific error; the exception keeps its message, with the details from the
   * other hub.
   */
  public HubException as(HubError known) {
    return new HubException(known, String.valueOf(getMessage()), this);
  }

  /**
   * The same refusal with the stack trace of the calling thread, and this one as its cause: for a thread
   * that waited for another, so that the trace leads to the code that called the hub.
   */
  public HubException onThisThread() {
    return new HubException(error, String.valueOf(getMessage()), this);
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
