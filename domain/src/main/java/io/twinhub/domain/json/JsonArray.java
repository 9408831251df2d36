package io.twinhub.domain.json;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A JSON array.
 *
 * @param elements the values, in order
 */
public record JsonArray(List<JsonValue> elements) implements JsonValue {

  /** Copies {@code elements}. */
  public JsonArray {
    elements = List.copyOf(elements);
  }

  /** An array of the given values. */
  public static JsonArray of(JsonValue... elements) {
    return new JsonArray(List.of(elements));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.array(this);
  }

  @Override
  public String toString() {
    return elements.stream().map(Object::toString).collect(Collectors.joining(",", "[", "]"));
  }
}
