package io.twinhub.domain.json;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names of an object's members, in order. Common shapes are shared: a bounded table of the first shapes
 * seen returns one instance for equal lists.
 */
final class JsonShape {

  /**
   * How many shapes are shared at most; a fleet has tens. The bound keeps hostile names from filling the
   * memory.
   */
  static final int SHARED_MAX = 4096;

  /** Objects with many or long names are not shared, since a fleet's ids could fill the table with them. */
  private static final int SHARED_NAMES_MAX = 32;

  /** From this number of members on, a look-up uses a table; below it, a loop is faster. */
  static final int INDEXED_FROM = 9;

  private static final Map<List<String>, JsonShape> SHARED = new ConcurrentHashMap<>();

  static final JsonShape EMPTY = new JsonShape(List.of());

  private final List<String> names;
  private final Map<String, Integer> index;

  private JsonShape(List<String> names) {
    this.names = names;
    this.index = names.size() < INDEXED_FROM ? Map.of() : indexed(names);
  }

  static JsonShape of(List<String> names) {
    JsonShape shared = SHARED.get(names);
    if (shared != null) {
      return shared;
    }
    JsonShape shape = new JsonShape(List.copyOf(names));
    if (names.size() <= SHARED_NAMES_MAX && SHARED.size() < SHARED_MAX) {
      SHARED.put(shape.names, shape);
    }
    return shape;
  }

  static Map<String, Integer> indexed(List<String> names) {
    Map<String, Integer> index = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      index.put(names.get(i), i);
    }
    return index;
  }

  List<String> names() {
    return names;
  }

  /** The position of {@code name}, or -1. */
  int indexOf(String name) {
    if (names.size() < INDEXED_FROM) {
      return names.indexOf(name);
    }
    Integer place = index.get(name);
    return place == null ? -1 : place;
  }
}
