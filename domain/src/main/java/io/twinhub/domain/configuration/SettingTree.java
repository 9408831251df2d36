package io.twinhub.domain.configuration;

import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Settings by their path, each with its owner. No path leads through another.
 *
 * @param <O> who owns a setting
 */
final class SettingTree<O> {
  private final Map<String, SettingTree<O>> members = new LinkedHashMap<>();
  private @Nullable O owner;
  private JsonValue value = JsonNull.NULL;

  /** The owner of a setting at this path, above it or below it. */
  Optional<O> overlap(JsonPath path) {
    SettingTree<O> node = this;
    for (String name : path.segments()) {
      if (node.owner != null) {
        return Optional.of(node.owner);
      }
      SettingTree<O> next = node.members.get(name);
      if (next == null) {
        return Optional.empty();
      }
      node = next;
    }
    return node.any();
  }

  private Optional<O> any() {
    return owner != null
        ? Optional.of(owner)
        : members.values().stream().flatMap(member -> member.any().stream()).findFirst();
  }

  /** Adds a setting that overlaps with none. */
  void put(Setting setting, O newOwner) {
    SettingTree<O> node = this;
    for (String name : setting.path().segments()) {
      node = node.members.computeIfAbsent(name, unused -> new SettingTree<>());
    }
    node.owner = newOwner;
    node.value = setting.value();
  }

  /** What is below this place, by name. */
  Map<String, SettingTree<O>> members() {
    return members;
  }

  /** The owner of the setting at this very place. */
  Optional<O> owner() {
    return Optional.ofNullable(owner);
  }

  /** The value of the setting at this very place. */
  JsonValue value() {
    return value;
  }
}
