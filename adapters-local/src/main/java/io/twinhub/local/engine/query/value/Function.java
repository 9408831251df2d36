package io.twinhub.local.engine.query.value;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.local.engine.query.ast.RelationalOperator;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The functions of conditions; each gives one of three truth values. Source: query-language reference,
 * section 4.
 */
public enum Function {
  /** Whether there is a value at a path, be it an object or an array. */
  IS_DEFINED(1) {
    @Override
    public Truth apply(List<Optional<JsonValue>> arguments) {
      return Truth.of(arguments.get(0).isPresent());
    }
  },
  /** Whether a string begins with another; case-sensitive. */
  STARTSWITH(2) {
    @Override
    public Truth apply(List<Optional<JsonValue>> arguments) {
      return arguments.stream().allMatch(Function::isString)
          ? Truth.of(string(arguments.get(0)).startsWith(string(arguments.get(1))))
          : Truth.UNDEFINED;
    }
  },
  /** Whether a string ends with another; case-sensitive. */
  ENDSWITH(2) {
    @Override
    public Truth apply(List<Optional<JsonValue>> arguments) {
      return arguments.stream().allMatch(Function::isString)
          ? Truth.of(string(arguments.get(0)).endsWith(string(arguments.get(1))))
          : Truth.UNDEFINED;
    }
  },
  /**
   * Whether an array has an element that equals the second argument by the rules of {@code =}; so objects
   * are never found.
   */
  ARRAY_CONTAINS(2) {
    @Override
    public Truth apply(List<Optional<JsonValue>> arguments) {
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
  };

  private final int arity;

  Function(int arity) {
    this.arity = arity;
  }

  /** The function with this name, ignoring case. */
  public static Optional<Function> named(String name) {
    return Arrays.stream(values())
        .filter(function -> function.name().equalsIgnoreCase(name))
        .findFirst();
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
  public abstract Truth apply(List<Optional<JsonValue>> arguments);

  private static boolean isString(Optional<JsonValue> value) {
    return value.isPresent() && value.get() instanceof JsonString;
  }

  private static String string(Optional<JsonValue> value) {
    return ((JsonString) value.orElseThrow()).value();
  }
}
