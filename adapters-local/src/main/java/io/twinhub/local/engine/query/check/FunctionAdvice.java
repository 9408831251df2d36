package io.twinhub.local.engine.query.check;

import io.twinhub.local.engine.query.ast.AggregateFunction;
import io.twinhub.local.engine.query.ast.From;
import io.twinhub.local.engine.query.value.Function;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Error messages for functions that twin queries do not have, most of which belong to message routing. */
final class FunctionAdvice {
  private static final List<String> KNOWN = known(From.DEVICES);

  /** Routing functions that twin queries spell without the underscore. */
  private static final Map<String, Function> SPELT_OTHERWISE =
      Map.of("STARTS_WITH", Function.STARTSWITH, "ENDS_WITH", Function.ENDSWITH);

  /** Routing functions without a counterpart. Source: query-language reference, section 4. */
  private static final Set<String> ROUTING = Set.of(
      "CONTAINS",
      "IS_BOOL",
      "IS_NUMBER",
      "IS_STRING",
      "IS_NULL",
      "IS_OBJECT",
      "IS_ARRAY",
      "IS_PRIMITIVE",
      "AS_NUMBER",
      "ABS",
      "EXP",
      "POWER",
      "SQUARE",
      "CEILING",
      "FLOOR",
      "SIGN",
      "SQRT",
      "CONCAT",
      "LENGTH",
      "LOWER",
      "UPPER",
      "SUBSTRING",
      "INDEX_OF");

  private FunctionAdvice() {}

  private static List<String> known(From from) {
    return Function.of(from).stream().map(Function::name).toList();
  }

  /** The message for the function {@code name}, which conditions over {@code from} do not have. */
  static String of(From from, String name) {
    return from == From.EVENTS ? ofEvents(name) : ofTwins(name);
  }

  private static String ofEvents(String name) {
    String have = "conditions of routes have " + String.join(", ", known(From.EVENTS));
    return ROUTING.contains(name.toUpperCase(Locale.ROOT))
        ? "this hub does not evaluate %s; here %s".formatted(name, have)
        : Nearest.to(name, known(From.EVENTS))
            .map(nearest -> "there is no function %s; did you mean %s?".formatted(name, nearest))
            .orElseGet(() -> "there is no function %s; %s".formatted(name, have));
  }

  private static String ofTwins(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    Optional<Function> otherwise = Optional.ofNullable(SPELT_OTHERWISE.get(upper));
    if (otherwise.isPresent()) {
      return "%s belongs to message routing; twin queries spell it %s"
          .formatted(name, otherwise.get());
    }
    if (AggregateFunction.named(name).isPresent()) {
      return name + " belongs in the select list, not into a condition";
    }
    if (ROUTING.contains(upper)) {
      return name + " belongs to message routing; twin queries have " + String.join(", ", KNOWN);
    }
    String unknown = "there is no function " + name + "; ";
    return Nearest.to(name, KNOWN)
        .map(nearest -> unknown + "did you mean " + nearest + "?")
        .orElse(unknown + "twin queries have " + String.join(", ", KNOWN));
  }
}
