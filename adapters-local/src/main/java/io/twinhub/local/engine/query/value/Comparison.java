package io.twinhub.local.engine.query.value;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.local.engine.query.ast.RelationalOperator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Comparison of values, the one place that knows types. Two values of the same primitive type compare;
 * everything else (objects, arrays, two different types, missing values) is undefined. Strings compare by
 * UTF-16 units; false is less than true. Source: query-language reference, section 5.
 */
public final class Comparison {

  private Comparison() {}

  /** Whether {@code left operator right}. */
  public static Truth compare(
      Optional<JsonValue> left, RelationalOperator operator, Optional<JsonValue> right) {
    if (left.isEmpty() || right.isEmpty()) {
      return Truth.UNDEFINED;
    }
    return compare(left.get(), operator, right.get());
  }

  /** Whether {@code left operator right}. */
  public static Truth compare(JsonValue left, RelationalOperator operator, JsonValue right) {
    OptionalInt order = order(left, right);
    return order.isEmpty() ? Truth.UNDEFINED : Truth.of(operator.holdsFor(order.getAsInt()));
  }

  /** Whether {@code value} equals one of {@code choices}; an OR of comparisons. */
  public static Truth in(Optional<JsonValue> value, List<Optional<JsonValue>> choices) {
    Truth found = Truth.FALSE;
    for (Optional<JsonValue> choice : choices) {
      found = found.or(compare(value, RelationalOperator.EQUAL, choice));
      if (found == Truth.TRUE) {
        return found;
      }
    }
    return found;
  }

  /** The sign of the difference of two primitives of one type. */
  private static OptionalInt order(JsonValue left, JsonValue right) {
    return left.accept(new OrderTo(right));
  }

  /** The order of two numbers: exact for whole numbers, else that of IEEE doubles. */
  static int order(JsonNumber left, JsonNumber right) {
    if (left.isLong() && right.isLong()) {
      return Long.compare(left.longValue(), right.longValue());
    }
    double first = left.doubleValue();
    double second = right.doubleValue();
    // Not Double.compare, which distinguishes -0.0 from 0.0; a JSON number is never NaN.
    return first < second ? -1 : first > second ? 1 : 0;
  }

  private record OrderTo(JsonValue right) implements JsonValue.Visitor<OptionalInt> {
    @Override
    public OptionalInt object(JsonObject value) {
      return OptionalInt.empty();
    }

    @Override
    public OptionalInt array(JsonArray value) {
      return OptionalInt.empty();
    }

    @Override
    public OptionalInt string(JsonString value) {
      return right instanceof JsonString other
          ? OptionalInt.of(value.value().compareTo(other.value()))
          : OptionalInt.empty();
    }

    @Override
    public OptionalInt number(JsonNumber value) {
      return right instanceof JsonNumber other
          ? OptionalInt.of(order(value, other))
          : OptionalInt.empty();
    }

    @Override
    public OptionalInt bool(JsonBool value) {
      return right instanceof JsonBool other
          ? OptionalInt.of(Boolean.compare(value.value(), other.value()))
          : OptionalInt.empty();
    }

    @Override
    public OptionalInt nothing(JsonNull value) {
      return right instanceof JsonNull ? OptionalInt.of(0) : OptionalInt.empty();
    }
  }
}
