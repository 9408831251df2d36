package io.twinhub.domain.configuration;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import java.util.ArrayList;
import java.util.List;

/**
 * One value that a configuration wants at one place of the desired properties.
 *
 * @param path the place, below {@code properties.desired}; never empty
 * @param value the value; null if nothing may be there. An object is always empty: its members are settings of
 *     their own
 */
public record Setting(JsonPath path, JsonValue value) {

  /** All settings of {@code value} at {@code path}, in order. */
  static List<Setting> of(JsonPath path, JsonValue value) {
    List<Setting> settings = new ArrayList<>();
    gather(path, value, settings);
    return settings;
  }

  private static void gather(JsonPath path, JsonValue value, List<Setting> settings) {
    boolean root = path.segments().isEmpty();
    if (value instanceof JsonObject object && (root || !object.isEmpty())) {
      object.forEach((name, member) -> gather(path.then(name), member, settings));
    } else {
      settings.add(new Setting(path, value));
    }
  }
}
