package io.twinhub.local.engine.query.ast;

/** The five operators between numbers. */
public enum ArithmeticOperator {
  /** Addition. */
  ADD("+", true),
  /** Subtraction. */
  SUBTRACT("-", true),
  /** Multiplication. */
  MULTIPLY("*", false),
  /** Division. */
  DIVIDE("/", false),
  /** Remainder, with the sign of the dividend. */
  REMAINDER("%", false);

  private final String sign;
  private final boolean additive;

  ArithmeticOperator(String sign, boolean additive) {
    this.sign = sign;
    this.additive = additive;
  }

  /** The sign in a query. */
  public String sign() {
    return sign;
  }

  /** Whether it binds as loosely as {@code +}. */
  public boolean additive() {
    return additive;
  }
}
