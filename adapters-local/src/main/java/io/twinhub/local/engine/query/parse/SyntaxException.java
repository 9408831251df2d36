package io.twinhub.local.engine.query.parse;

import io.twinhub.local.engine.query.ast.SourceSpan;

/** Gives up one clause of a query; never leaves this package. */
final class SyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient SourceSpan place;
  private final String advice;

  SyntaxException(SourceSpan place, String advice) {
    super(advice, null, false, false);
    this.place = place;
    this.advice = advice;
  }

  /** Where the clause stops making sense. */
  SourceSpan place() {
    return place;
  }

  /** What is wrong there. */
  String advice() {
    return advice;
  }
}
