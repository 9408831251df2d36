package io.twinhub.domain.json;

import java.util.List;
import java.util.function.Function;

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

  /** An array of what {@code each} makes of {@code items}. */
  public static <T> JsonArray of(List<T> items, Function<? super T, ? extends JsonValue> each) {
    return new JsonArray(items.stream().<JsonValue>map(each).toList());
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.array(this);
  }

  @Override
  public String toString() {
    return JsonWriter.text(this);
  }
}
