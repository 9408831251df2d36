package io.twinhub.bootstrap.waiting;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON values of the Java values that tests write. */
public final class PlainValues {
  private PlainValues() {}

  /**
   * The JSON value of {@code value}.
   *
   * @throws IllegalArgumentException naming the class, if there is no such JSON value
   */
  public static JsonValue of(@Nullable Object value) {
    if (value == null) {
      return JsonNull.NULL;
    }
    if (value instanceof JsonValue json) {
      return json;
    }
    if (value instanceof Boolean bool) {
      return JsonBool.of(bool);
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value instanceof CharSequence || value instanceof Enum<?>) {
      return new JsonString(value.toString());
    }
    if (value instanceof Map<?, ?> map) {
      JsonObject.Builder object = JsonObject.builder();
      map.forEach((name, member) -> object.put(String.valueOf(name), of(member)));
      return object.build();
    }
    if (value instanceof List<?> list) {
      return new JsonArray(list.stream().<JsonValue>map(PlainValues::of).toList());
    }
    throw new IllegalArgumentException(
        ("no twin holds a %s; pass a string, a number, true or false, a map, a list, null, or a"
                + " JsonValue")
            .formatted(value.getClass().getName()));
  }

  /** The object that has {@code value} at the end of {@code path}, and nothing else. */
  public static JsonObject at(JsonPath path, JsonValue value) {
    List<String> names = path.segments();
    JsonValue nested = value;
    for (int i = names.size() - 1; i > 0; i--) {
      nested = JsonObject.of(names.get(i), nested);
    }
    return JsonObject.of(names.get(0), nested);
  }

  private static JsonNumber number(Number number) {
    return JsonNumber.parse(number.toString())
        .orElseThrow(() -> new IllegalArgumentException("no twin holds the number " + number));
  }
}
