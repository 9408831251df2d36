package io.twinhub.bootstrap.sql;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where two documents differ, by path, down to the first values that are not objects on both sides. */
final class Differences {
  /** Changes with every write, and so would hide what the user looks for. */
  private static final Set<String> NOISE = Set.of("$metadata");

  private Differences() {}

  /** The two values at one path. */
  record Values(Optional<JsonValue> before, Optional<JsonValue> now) {}

  static Map<String, Values> between(JsonObject before, JsonObject now) {
    Map<String, Values> found = new LinkedHashMap<>();
    compare("", before, now, found);
    return found;
  }

  private static void compare(
      String path, JsonObject before, JsonObject now, Map<String, Values> found) {
    Set<String> names = new LinkedHashSet<>(before.names());
    names.addAll(now.names());
    names.removeAll(NOISE);
    for (String name : names) {
      Optional<JsonValue> old = before.find(name);
      Optional<JsonValue> young = now.find(name);
      String here = path.isEmpty() ? name : path + "." + name;
      if (old.orElse(before) instanceof JsonObject a
          && young.orElse(now) instanceof JsonObject b
          && old.isPresent()
          && young.isPresent()) {
        compare(here, a, b, found);
      } else if (!old.equals(young)) {
        found.put(here, new Values(old, young));
      }
    }
  }
}
