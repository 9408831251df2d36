package io.twinhub.domain.operation;

import io.twinhub.domain.error.ErrorCode;

/** How an operation ended. */
public sealed interface Outcome {

  /**
   * It was done.
   *
   * @param result what came of it, such as {@code version 4}; may be empty
   */
  record Done(String result) implements Outcome {}

  /**
   * The hub refused it.
   *
   * @param code the error
   * @param reason the rule that refused it, with the values
   */
  record Refused(ErrorCode code, String reason) implements Outcome {}

  /**
   * The client did not learn how it ended: its connection was dropped, or a delivery was lost.
   *
   * @param reason why
   */
  record Missed(String reason) implements Outcome {}
}
