package io.twinhub.local.engine.query.value;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.local.engine.query.ast.From;
import io.twinhub.local.engine.query.ast.RelationalOperator;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * The functions of conditions; each gives one of three truth values. Source: query-language reference,
 * section 4.
 */
public enum Function {
  /** Whether there is a value at a path, be it an object or an array. */
  IS_DEFINED(Of.BOTH, 1, arguments -> Truth.of(arguments.get(0).isPresent())),
  /** Whether a string begins with another; case-sensitive. */
  STARTSWITH(Of.TWINS, 2, onStrings(String::startsWith)),
  /** Whether a string ends with another; case-sensitive. */
  ENDSWITH(Of.TWINS, 2, onStrings(String::endsWith)),
  /**
   * Whether an array has an element that equals the second argument by the rules of {@code =}; so objects
   * are never found.
   */
  ARRAY_CONTAINS(Of.TWINS, 2, Function::contains),
  /** The spelling of {@link #STARTSWITH} in conditions of routes. */
  STARTS_WITH(Of.EVENTS, 2, onStrings(String::startsWith)),
  /** The spelling of {@link #ENDSWITH} in conditions of routes. */
  ENDS_WITH(Of.EVENTS, 2, onStrings(String::endsWith)),
  /** Whether a string contains another; case-sensitive. */
  CONTAINS(Of.EVENTS, 2, onStrings(String::contains)),
  /** Whether a value is true or false. */
  IS_BOOL(Of.EVENTS, 1, is(JsonBool.class)),
  /** Whether a value is a number. */
  IS_NUMBER(Of.EVENTS, 1, is(JsonNumber.class)),
  /** Whether a value is a string. */
  IS_STRING(Of.EVENTS, 1, is(JsonString.class)),
  /** Whether a value is null. */
  IS_NULL(Of.EVENTS, 1, is(JsonNull.class)),
  /** Whether a value is an object. */
  IS_OBJECT(Of.EVENTS, 1, is(JsonObject.class)),
  /** Whether a value is an array. */
  IS_ARRAY(Of.EVENTS, 1, is(JsonArray.class));

  /** What a function computes from its arguments. */
  private interface Computation {
    Truth of(List<Optional<JsonValue>> arguments);
  }

  /** Where a function may be used. */
  private enum Of {
    /** Queries over twins. */
    TWINS,
    /** Conditions of routes. */
    EVENTS,
    /** Both. */
    BOTH
  }

  private final Of where;
  private final int arity;

  @SuppressWarnings("ImmutableEnumChecker") // all are lambdas without state
  private final Computation computation;

  Function(Of where, int arity, Computation computation) {
    this.where = where;
    this.arity = arity;
    this.computation = computation;
  }

  /** The function with this name that conditions over {@code from} have, ignoring case. */
  public static Optional<Function> named(From from, String name) {
    return of(from).stream()
        .filter(function -> function.name().equalsIgnoreCase(name))
        .findFirst();
  }

  /** The functions that conditions over {@code from} have. */
  public static List<Function> of(From from) {
    Of other = from == From.EVENTS ? Of.TWINS : Of.EVENTS;
    return Arrays.stream(values()).filter(function -> function.where != other).toList();
  }

  /** How many arguments it takes. */
  public int arity() {
    return arity;
  }

  /**
   * The outcome for these arguments.
   *
   * @param arguments as many as {@link #arity()}; an undefined one is empty
   */
  public Truth apply(List<Optional<JsonValue>> arguments) {
    return computation.of(arguments);
  }

  private static Computation onStrings(BiPredicate<String, String> test) {
    return arguments -> arguments.stream().allMatch(Function::isString)
        ? Truth.of(test.test(string(arguments.get(0)), string(arguments.get(1))))
        : Truth.UNDEFINED;
  }

  private static Computation is(Class<? extends JsonValue> type) {
    return arguments ->
        arguments.get(0).map(value -> Truth.of(type.isInstance(value))).orElse(Truth.UNDEFINED);
  }

  private static Truth contains(List<Optional<JsonValue>> arguments) {
    Optional<JsonValue> wanted = arguments.get(1);
    if (wanted.isPresent()
        && arguments.get(0).isPresent()
        && arguments.get(0).get() instanceof JsonArray array) {
      return Truth.of(array.elements().stream()
          .anyMatch(element ->
              Comparison.compare(element, RelationalOperator.EQUAL, wanted.get()) == Truth.TRUE));
    }
    return Truth.UNDEFINED;
  }

  private static boolean isString(Optional<JsonValue> value) {
    return value.isPresent() && value.get() instanceof JsonString;
  }

  private static String string(Optional<JsonValue> value) {
    return ((JsonString) value.orElseThrow()).value();
  }
}
