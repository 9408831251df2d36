package io.twinhub.local.engine.query.ast;

/** The six comparisons. {@code <>} is another spelling of {@link #NOT_EQUAL}. */
public enum RelationalOperator {
  /** Equal. */
  EQUAL("="),
  /** Not equal. */
  NOT_EQUAL("!="),
  /** Less. */
  LESS("<"),
  /** Greater. */
  GREATER(">"),
  /** Less or equal. */
  LESS_OR_EQUAL("<="),
  /** Greater or equal. */
  GREATER_OR_EQUAL(">=");

  private final String sign;

  RelationalOperator(String sign) {
    this.sign = sign;
  }

  /** The sign in a query. */
  public String sign() {
    return sign;
  }

  /**
   * Whether the operator holds for two values of one type.
   *
   * @param order the result of comparing the first value with the second, as from a comparator
   */
  public boolean holdsFor(int order) {
    return switch (this) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case GREATER -> order > 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }
}
