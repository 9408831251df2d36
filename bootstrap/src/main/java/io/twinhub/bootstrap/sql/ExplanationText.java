package io.twinhub.bootstrap.sql;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A hub's explanation of a query, as text for people. */
public final class ExplanationText {
  private static final int OUTCOME_WIDTH = 9;
  private static final double MICROS_PER_MILLI = 1000;
  private static final long BYTES_PER_KIB = 1024;

  private ExplanationText() {}

  /** How a query was answered: how rows were found, what was read, how long it took. */
  public static String ofPlan(JsonObject plan) {
    StringBuilder text = new StringBuilder(text(plan, "query")).append('\n');
    switch (text(plan, "access")) {
      case "lookUp" -> text.append("  looks up ").append(joined(plan, "lookUps"));
      case "columns" -> text.append("  reads columns only");
      default -> text.append("  reads rows one by one");
    }
    text.append('\n');
    for (JsonValue element : elements(plan, "columns")) {
      JsonObject column = (JsonObject) element;
      text.append("  column %s: %s, %,d different values, %,d KiB%n"
          .formatted(
              text(column, "path"),
              member(column, "built").toString().equals("true") ? "built now" : "there already",
              number(column, "distinct"),
              number(column, "bytes") / BYTES_PER_KIB));
    }
    text.append("  %,d rows examined one by one, %,d matched, %s ms%n"
        .formatted(
            number(plan, "scanned"),
            number(plan, "matched"),
            millis(number(plan, "microseconds"))));
    return text.append(warnings(plan)).toString().stripTrailing();
  }

  private static String millis(long micros) {
    return String.format(Locale.ROOT, "%.3f", micros / MICROS_PER_MILLI);
  }

  private static String joined(JsonObject json, String name) {
    return elements(json, name).stream()
        .map(ExplanationText::bare)
        .collect(Collectors.joining(", "));
  }

  /** Why a device is in an answer, or is not: each clause with its outcome and its values. */
  public static String ofVerdict(String deviceId, JsonObject verdict) {
    boolean returned = text(verdict, "outcome").equals("true");
    StringBuilder text = new StringBuilder(deviceId)
        .append(returned ? " is returned" : " is not returned")
        .append('\n');
    if (member(verdict, "condition") instanceof JsonObject condition) {
      appendClause(condition, 1, text);
    } else {
      text.append("  the query has no condition\n");
    }
    return text.append(warnings(verdict)).toString().stripTrailing();
  }

  private static void appendClause(JsonObject clause, int depth, StringBuilder text) {
    String outcome = text(clause, "outcome");
    text.append("  ")
        .append(outcome)
        .append(" ".repeat(OUTCOME_WIDTH - outcome.length()))
        .append("  ".repeat(depth))
        .append(text(clause, "text"))
        .append('\n');
    String indent = " ".repeat(2 + OUTCOME_WIDTH) + "  ".repeat(depth + 1);
    for (JsonValue value : elements(clause, "values")) {
      JsonObject found = (JsonObject) value;
      text.append(indent)
          .append(text(found, "path"))
          .append(found.has("value") ? " = " + member(found, "value") : " is not there")
          .append('\n');
    }
    elements(clause, "parts").forEach(part -> appendClause((JsonObject) part, depth + 1, text));
  }

  private static String warnings(JsonObject json) {
    return elements(json, "warnings").stream()
        .map(JsonObject.class::cast)
        .map(warning -> "  warning, line %d, column %d: %s%n"
            .formatted(
                number(warning, "line"), number(warning, "column"), text(warning, "message")))
        .collect(Collectors.joining());
  }

  private static JsonValue member(JsonObject json, String name) {
    return json.find(name).orElse(JsonNull.NULL);
  }

  private static List<JsonValue> elements(JsonObject json, String name) {
    return member(json, name) instanceof JsonArray array ? array.elements() : List.of();
  }

  private static String text(JsonObject json, String name) {
    return bare(member(json, name));
  }

  private static String bare(JsonValue value) {
    return value instanceof JsonString text ? text.value() : value.toString();
  }

  private static long number(JsonObject json, String name) {
    return member(json, name) instanceof JsonNumber number ? number.longValue() : 0;
  }
}
