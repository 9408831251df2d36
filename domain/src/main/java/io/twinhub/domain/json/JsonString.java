package io.twinhub.domain.json;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A JSON string, without quotes and escapes.
 *
 * @param value the characters
 */
public record JsonString(String value) implements JsonValue {

  /** Accepts any text. */
  public JsonString {
    requireNonNull(value, "value");
  }

  /** The text as a value; JSON null if there is none. */
  public static JsonValue orNull(Optional<String> text) {
    return text.<JsonValue>map(JsonString::new).orElse(JsonNull.NULL);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.string(this);
  }

  @Override
  public String toString() {
    return JsonWriter.text(this);
  }
}
