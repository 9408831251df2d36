package io.twinhub.domain.error;

/**
 * A refusal, as a value: two refusals are equal if their codes and messages are equal. The classes named
 * {@code …Error} make them, one for each feature; {@link ErrorCode} is the closed set that edges translate
 * (ADR 5 and 53).
 */
public interface HubError {

  /** Which of Azure's errors this is. */
  ErrorCode code();

  /** One or two sentences for the user: what was wrong, with the values, and what to do. Never a key. */
  String message();

  /** A refusal that consists only of its code and its message. */
  static HubError of(ErrorCode code, String message) {
    return new PlainError(code, message);
  }
}
