package io.twinhub.bootstrap.mcp;

import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.Optional;

/**
 * One argument of a tool.
 *
 * @param schema its JSON schema, with a description and an example
 */
public record Argument(JsonObject schema) {
  private static final String TEXT = "string";
  private static final String WHOLE = "integer";
  private static final String TRUTH = "boolean";
  private static final String OBJECT = "object";
  private static final String MINIMUM = "minimum";
  private static final String MAXIMUM = "maximum";
  private static final String DEFAULT = "default";
  private static final String DESCRIPTION = "description";

  /** A text. */
  public static Argument text(String description, String example) {
    return of(TEXT, description, new JsonString(example));
  }

  /** A whole number in a range, with what counts if it is left out. */
  public static Argument whole(String description, long min, long max, long assumed) {
    return new Argument(of(WHOLE, description, JsonNumber.of(assumed))
        .schema
        .with(MINIMUM, JsonNumber.of(min))
        .with(MAXIMUM, JsonNumber.of(max))
        .with(DEFAULT, JsonNumber.of(assumed)));
  }

  /** True or false; false if it is left out. */
  public static Argument flag(String description) {
    return new Argument(
        of(TRUTH, description, JsonBool.TRUE).schema.with(DEFAULT, JsonBool.of(false)));
  }

  /** An object. */
  public static Argument object(String description, JsonObject example) {
    return of(OBJECT, description, example);
  }

  /** Any JSON. */
  public static Argument json(String description, JsonValue example) {
    return new Argument(described(JsonObject.builder(), description, example));
  }

  private static Argument of(String type, String description, JsonValue example) {
    return new Argument(
        described(JsonObject.builder().put(DocumentNames.TYPE, type), description, example));
  }

  private static JsonObject described(
      JsonObject.Builder schema, String description, JsonValue example) {
    return schema
        .put(DESCRIPTION, description)
        .put("examples", JsonArray.of(example))
        .build();
  }

  /** The description, for a refusal. */
  String hint() {
    return text(DESCRIPTION);
  }

  /** What a value should have been, if it does not fit. */
  Optional<String> mistake(JsonValue value) {
    return switch (text(DocumentNames.TYPE)) {
      case TEXT -> unless(value instanceof JsonString, "a string");
      case TRUTH -> unless(value instanceof JsonBool, "true or false");
      case OBJECT -> unless(value instanceof JsonObject, "an object");
      case WHOLE ->
        unless(
            isInRange(value),
            "a whole number from %d to %d".formatted(number(MINIMUM), number(MAXIMUM)));
      default -> Optional.empty();
    };
  }

  private static Optional<String> unless(boolean fits, String wanted) {
    return fits ? Optional.empty() : Optional.of(wanted);
  }

  private boolean isInRange(JsonValue value) {
    return value instanceof JsonNumber number
        && number.isLong()
        && number.longValue() >= number(MINIMUM)
        && number.longValue() <= number(MAXIMUM);
  }

  private String text(String name) {
    return schema.find(name).orElse(schema) instanceof JsonString text ? text.value() : "";
  }

  private long number(String name) {
    return schema.find(name).orElse(schema) instanceof JsonNumber number ? number.longValue() : 0;
  }
}
