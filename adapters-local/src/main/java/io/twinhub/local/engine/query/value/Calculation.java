package io.twinhub.local.engine.query.value;

import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.local.engine.query.ast.ArithmeticOperator;
import java.util.Optional;

/**
 * Arithmetic on IEEE doubles. The result is undefined if an operand is not a number, or if the result is
 * not a JSON number (a division by zero, an overflow).
 */
public final class Calculation {
  /** Up to this number, 2^53, a double represents every whole number exactly. */
  private static final double EXACT_MAX = 9007199254740992d;

  private Calculation() {}

  /** {@code left operator right}. */
  public static Optional<JsonValue> apply(
      Optional<JsonValue> left, ArithmeticOperator operator, Optional<JsonValue> right) {
    if (left.isPresent()
        && right.isPresent()
        && left.get() instanceof JsonNumber first
        && right.get() instanceof JsonNumber second) {
      return number(apply(first.doubleValue(), operator, second.doubleValue()));
    }
    return Optional.empty();
  }

  private static double apply(double left, ArithmeticOperator operator, double right) {
    return switch (operator) {
      case ADD -> left + right;
      case SUBTRACT -> left - right;
      case MULTIPLY -> left * right;
      case DIVIDE -> left / right;
      case REMAINDER -> left % right;
    };
  }

  /** The number with the opposite sign; undefined if the value is not a number. */
  public static Optional<JsonValue> signed(boolean negative, Optional<JsonValue> value) {
    if (value.isPresent() && value.get() instanceof JsonNumber number) {
      return negative ? Optional.of(JsonNumber.of(number.exact().negate())) : value;
    }
    return Optional.empty();
  }

  /** {@code value} as a JSON number, if JSON has such a number. */
  public static Optional<JsonValue> number(double value) {
    if (!Double.isFinite(value)) {
      return Optional.empty();
    }
    boolean whole = Math.abs(value) <= EXACT_MAX && value == Math.rint(value);
    return Optional.of(whole ? JsonNumber.of((long) value) : JsonNumber.of(value));
  }
}
