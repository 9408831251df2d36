package io.twinhub.domain.json;

import static java.util.Objects.requireNonNull;

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

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.string(this);
  }

  @Override
  public String toString() {
    return JsonQuoting.quoted(value);
  }
}
