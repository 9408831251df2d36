package io.twinhub.domain.json;

import java.util.ArrayList;
import java.util.List;

/**
 * The way to a value through nested objects.
 *
 * @param segments the names on the way; none means the value itself
 */
public record JsonPath(List<String> segments) {

  /** The path to the value itself. */
  public static final JsonPath ROOT = new JsonPath(List.of());

  /** Copies {@code segments}. */
  public JsonPath {
    segments = List.copyOf(segments);
  }

  /** A path of the given names. */
  public static JsonPath of(String... segments) {
    return new JsonPath(List.of(segments));
  }

  /** A path from names joined by dots; twin keys hold no dots. */
  public static JsonPath parse(String dotted) {
    return dotted.isEmpty() ? ROOT : new JsonPath(List.of(dotted.split("\\.", -1)));
  }

  /** This path with one more step. */
  public JsonPath then(String segment) {
    List<String> longer = new ArrayList<>(segments);
    longer.add(segment);
    return new JsonPath(longer);
  }

  /** The names joined by dots. */
  @Override
  public String toString() {
    return String.join(".", segments);
  }
}
