package io.twinhub.local.engine.query;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.local.engine.query.ast.Expression;
import io.twinhub.local.engine.query.ast.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The query language said again, naively: one walk over the tree for each document, values only, no plan
 * and nothing of the engine's {@code value} package. An undefined value is empty.
 */
final class Oracle implements Expression.Visitor<Optional<JsonValue>> {
  private final JsonObject document;

  private Oracle(JsonObject document) {
    this.document = document;
  }

  static Optional<JsonValue> value(Expression expression, JsonObject document) {
    return expression.accept(new Oracle(document));
  }

  static boolean passes(Expression condition, JsonObject document) {
    return value(condition, document).equals(Optional.of(JsonBool.TRUE));
  }

  private Optional<JsonValue> of(Expression expression) {
    return expression.accept(this);
  }

  @Override
  public Optional<JsonValue> literal(Expression.Literal literal) {
    return literal.value();
  }

  @Override
  public Optional<JsonValue> path(Path path) {
    Optional<JsonValue> here = Optional.of(document);
    for (int i = 0; i < path.segments().size(); i++) {
      String name = path.segments().get(i);
      if (!(here.orElse(JsonNull.NULL) instanceof JsonObject object)) {
        return Optional.empty();
      }
      String wanted = i == 0 && name.equalsIgnoreCase("id") ? "deviceId" : name;
      boolean anyCase = i == 0;
      here = object.names().stream()
          .filter(key -> anyCase ? key.equalsIgnoreCase(wanted) : key.equals(wanted))
          .findFirst()
          .flatMap(object::find);
    }
    return here;
  }

  @Override
  public Optional<JsonValue> array(Expression.ArrayLiteral array) {
    return Optional.of(new JsonArray(
        array.elements().stream().flatMap(element -> element.value().stream()).toList()));
  }

  @Override
  public Optional<JsonValue> call(Expression.Call call) {
    Optional<JsonValue> first = of(call.arguments().get(0));
    if (call.name().equalsIgnoreCase("IS_DEFINED")) {
      return bool(first.isPresent());
    }
    Optional<JsonValue> second = of(call.arguments().get(1));
    if (first.isEmpty() || second.isEmpty()) {
      return Optional.empty();
    }
    String name = call.name().toUpperCase(Locale.ROOT);
    if (name.equals("ARRAY_CONTAINS")) {
      return first.get() instanceof JsonArray array
          ? bool(array.elements().stream()
              .anyMatch(element -> isTrue(equal(Optional.of(element), second))))
          : Optional.empty();
    }
    if (first.get() instanceof JsonString text && second.get() instanceof JsonString part) {
      String whole = text.value();
      return bool(
          name.equals("STARTSWITH")
              ? whole.indexOf(part.value()) == 0
              : whole.length() >= part.value().length()
                  && whole.substring(whole.length() - part.value().length()).equals(part.value()));
    }
    return Optional.empty();
  }

  @Override
  public Optional<JsonValue> not(Expression.Not not) {
    return negated(of(not.term()));
  }

  @Override
  public Optional<JsonValue> and(Expression.And and) {
    List<Optional<JsonValue>> values = and.terms().stream().map(this::of).toList();
    if (values.stream().anyMatch(Oracle::isFalse)) {
      return bool(false);
    }
    return values.stream().allMatch(Oracle::isTrue) ? bool(true) : Optional.empty();
  }

  @Override
  public Optional<JsonValue> or(Expression.Or or) {
    return any(or.terms().stream().map(this::of).toList());
  }

  private static Optional<JsonValue> any(List<Optional<JsonValue>> values) {
    if (values.stream().anyMatch(Oracle::isTrue)) {
      return bool(true);
    }
    return values.stream().allMatch(Oracle::isFalse) ? bool(false) : Optional.empty();
  }

  @Override
  public Optional<JsonValue> comparison(Expression.Comparison comparison) {
    Optional<JsonValue> left = of(comparison.left());
    Optional<JsonValue> right = of(comparison.right());
    Optional<JsonValue> equal = equal(left, right);
    Optional<JsonValue> less = less(left, right);
    Optional<JsonValue> greater = less(right, left);
    return switch (comparison.operator()) {
      case EQUAL -> equal;
      case NOT_EQUAL -> negated(equal);
      case LESS -> less;
      case GREATER -> greater;
      case LESS_OR_EQUAL -> any(List.of(less, equal));
      case GREATER_OR_EQUAL -> any(List.of(greater, equal));
    };
  }

  @Override
  public Optional<JsonValue> in(Expression.In in) {
    Optional<JsonValue> value = of(in.value());
    Optional<JsonValue> found = any(in.choices().elements().stream()
        .map(choice -> equal(value, choice.value()))
        .toList());
    return in.negated() ? negated(found) : found;
  }

  @Override
  public Optional<JsonValue> arithmetic(Expression.Arithmetic arithmetic) {
    Optional<JsonValue> result = of(arithmetic.first());
    for (Expression.Step step : arithmetic.steps()) {
      Optional<JsonValue> operand = of(step.operand());
      if (!(result.orElse(JsonNull.NULL) instanceof JsonNumber left)
          || !(operand.orElse(JsonNull.NULL) instanceof JsonNumber right)) {
        return Optional.empty();
      }
      double a = left.doubleValue();
      double b = right.doubleValue();
      double value = switch (step.operator().sign()) {
        case "+" -> a + b;
        case "-" -> a - b;
        case "*" -> a * b;
        case "/" -> a / b;
        default -> a % b;
      };
      result = Double.isFinite(value) ? Optional.of(JsonNumber.of(value)) : Optional.empty();
    }
    return result;
  }

  @Override
  public Optional<JsonValue> sign(Expression.Sign sign) {
    Optional<JsonValue> value = of(sign.operand());
    if (value.orElse(JsonNull.NULL) instanceof JsonNumber number) {
      return sign.negative() ? Optional.of(JsonNumber.of(-number.doubleValue())) : value;
    }
    return Optional.empty();
  }

  private static Optional<JsonValue> equal(Optional<JsonValue> left, Optional<JsonValue> right) {
    return comparable(left, right) ? bool(left.equals(right)) : Optional.empty();
  }

  private static Optional<JsonValue> less(Optional<JsonValue> left, Optional<JsonValue> right) {
    if (!comparable(left, right)) {
      return Optional.empty();
    }
    JsonValue a = left.orElseThrow();
    JsonValue b = right.orElseThrow();
    if (a instanceof JsonNumber x && b instanceof JsonNumber y) {
      return bool(x.doubleValue() < y.doubleValue());
    }
    if (a instanceof JsonString x && b instanceof JsonString y) {
      return bool(x.value().compareTo(y.value()) < 0);
    }
    return bool(a == JsonBool.FALSE && b == JsonBool.TRUE);
  }

  private static boolean comparable(Optional<JsonValue> left, Optional<JsonValue> right) {
    return left.isPresent()
        && right.isPresent()
        && left.get().getClass() == right.get().getClass()
        && !(left.get() instanceof JsonObject)
        && !(left.get() instanceof JsonArray);
  }

  private static Optional<JsonValue> negated(Optional<JsonValue> value) {
    return value.isPresent() && value.get() instanceof JsonBool bool
        ? bool(!bool.value())
        : Optional.empty();
  }

  private static boolean isTrue(Optional<JsonValue> value) {
    return value.isPresent() && value.get() == JsonBool.TRUE;
  }

  private static boolean isFalse(Optional<JsonValue> value) {
    return value.isPresent() && value.get() == JsonBool.FALSE;
  }

  private static Optional<JsonValue> bool(boolean value) {
    return Optional.of(JsonBool.of(value));
  }
}
