package io.twinhub.domain.error;

/**
 * A refusal, as a value. Each feature seals its own family below this interface; {@link ErrorCode} is
 * the closed set that edges translate (ADR-0005).
 */
public interface HubError {

  /** Which of Azure's errors this is. */
  ErrorCode code();

  /** One or two sentences for the user: what was wrong, with the values, and what to do. Never a key. */
  String message();
}
