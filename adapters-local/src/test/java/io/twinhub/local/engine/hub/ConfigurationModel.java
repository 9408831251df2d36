package io.twinhub.local.engine.hub;

import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What configurations make of twins, in the simplest words: a twin is a map from paths to values, each with an
 * owner. It keeps the rules of docs/configurations.md and shares no code with the hub.
 */
final class ConfigurationModel {
  private static final String USER = "";

  /** A value at a path, and who wrote it. */
  private record Leaf(Object value, String owner) {}

  private static final class Device {
    private int group = -1;
    private final TreeMap<String, Leaf> leaves = new TreeMap<>();
  }

  private static final class Config {
    private final String content;
    private final int number;
    private String target = "";
    private long priority;

    Config(String content, int number) {
      this.content = content;
      this.number = number;
    }
  }

  private final Map<String, Device> devices = new TreeMap<>();
  private final Map<String, Config> configs = new TreeMap<>();
  private int created;

  private Device device(String id) {
    return Objects.requireNonNull(devices.get(id));
  }

  private Config config(String id) {
    return Objects.requireNonNull(configs.get(id));
  }

  Set<String> devices() {
    return devices.keySet();
  }

  void register(String device) {
    devices.put(device, new Device());
    settle();
  }

  void delete(String device) {
    devices.remove(device);
  }

  void tag(String device, int group) {
    device(device).group = group;
    settle();
  }

  void patch(String device, JsonObject patch) {
    merge(device(device).leaves, "", patch);
    settle();
  }

  void replace(String device, JsonObject values) {
    device(device).leaves.clear();
    patch(device, values);
  }

  boolean has(String id) {
    return configs.containsKey(id);
  }

  String content(String id) {
    return config(id).content;
  }

  void create(String id, String content, String target, long priority) {
    configs.put(id, new Config(content, created++));
    update(id, target, priority);
  }

  void update(String id, String target, long priority) {
    config(id).target = target;
    config(id).priority = priority;
    settle();
  }

  void deleteConfiguration(String id) {
    configs.remove(id);
    settle();
  }

  /** The desired properties as paths and values; an object without members is a value too. */
  Map<String, Object> desired(String device) {
    Map<String, Object> plain = new TreeMap<>();
    device(device).leaves.forEach((path, leaf) -> plain.put(path, leaf.value()));
    return plain;
  }

  /** The same form of real properties. */
  static Map<String, Object> plain(JsonObject values) {
    TreeMap<String, Leaf> leaves = new TreeMap<>();
    set(leaves, "", values, USER);
    Map<String, Object> plain = new TreeMap<>();
    leaves.forEach((path, leaf) -> plain.put(path, leaf.value()));
    return plain;
  }

  Set<String> targeting(String device) {
    Set<String> ids = new TreeSet<>();
    configs.forEach((id, config) -> {
      if (holds(config.target, device(device).group)) {
        ids.add(id);
      }
    });
    return ids;
  }

  private static boolean holds(String target, int group) {
    return switch (target) {
      case "*" -> true;
      case "tags.g = 0" -> group == 0;
      case "tags.g = 1" -> group == 1;
      case "tags.g > 0" -> group > 0;
      case "NOT (tags.g = 1)" -> group >= 0 && group != 1;
      default -> false;
    };
  }

  private void settle() {
    devices.forEach((id, device) -> settle(device, targeting(id)));
  }

  private void settle(Device device, Set<String> targeting) {
    Map<String, Leaf> wanted = wanted(targeting);
    List<String> gone = new ArrayList<>();
    device.leaves.forEach((path, leaf) -> {
      boolean owned = !leaf.owner().equals(USER);
      boolean replaced = wanted.entrySet().stream()
          .anyMatch(
              other -> other.getValue().value() != JsonNull.NULL && below(other.getKey(), path));
      if ((owned && !wanted.containsKey(path)) || replaced) {
        gone.add(path);
      }
    });
    wanted.forEach((path, leaf) -> {
      if (leaf.value() == JsonNull.NULL || !leaf.equals(device.leaves.get(path))) {
        device.leaves.keySet().stream()
            .filter(other -> other.equals(path) || below(other, path))
            .forEach(gone::add);
      }
    });
    gone.forEach(device.leaves::remove);
    wanted.forEach((path, leaf) -> {
      if (leaf.value() != JsonNull.NULL) {
        device.leaves.put(path, leaf);
      }
    });
  }

  /** Each path with the most important configuration that sets it, or something above or below it. */
  private Map<String, Leaf> wanted(Set<String> targeting) {
    Map<String, Leaf> wanted = new LinkedHashMap<>();
    targeting.stream()
        .sorted(Comparator.comparingLong((String id) -> config(id).priority)
            .thenComparing(id -> config(id).number)
            .reversed())
        .forEach(id -> {
          String owner = id + "#" + config(id).number;
          ConfigurationHistoriesTest.json(config(id).content).forEach((key, value) -> {
            TreeMap<String, Leaf> settings = new TreeMap<>();
            set(settings, key.replaceFirst("properties\\.desired\\.?", ""), value, owner);
            settings.forEach((path, leaf) -> {
              boolean taken = wanted.entrySet().stream()
                  .anyMatch(other -> !other.getValue().owner().equals(owner)
                      && (other.getKey().equals(path)
                          || below(other.getKey(), path)
                          || below(path, other.getKey())));
              if (!taken) {
                wanted.put(path, leaf);
              }
            });
          });
        });
    return wanted;
  }

  /** A patch of a user: null removes, objects merge, everything else replaces. */
  private static void merge(Map<String, Leaf> leaves, String path, JsonObject patch) {
    patch.forEach((name, value) -> {
      String place = path.isEmpty() ? name : path + "." + name;
      if (value instanceof JsonObject object) {
        leaves.remove(place);
        merge(leaves, place, object);
        boolean empty = leaves.keySet().stream().noneMatch(other -> below(other, place));
        if (empty) {
          leaves.put(place, new Leaf(JsonObject.EMPTY, USER));
        } else {
          ancestorsAreObjects(leaves, place);
        }
      } else {
        leaves.keySet().removeIf(other -> other.equals(place) || below(other, place));
        if (value == JsonNull.NULL) {
          remember(leaves, path);
        } else {
          ancestorsAreObjects(leaves, place);
          leaves.put(place, new Leaf(value, USER));
        }
      }
    });
  }

  /** An object that a user's null empties stays, empty. */
  private static void remember(Map<String, Leaf> leaves, String path) {
    if (!path.isEmpty() && leaves.keySet().stream().noneMatch(other -> below(other, path))) {
      leaves.put(path, new Leaf(JsonObject.EMPTY, USER));
    }
  }

  private static void ancestorsAreObjects(Map<String, Leaf> leaves, String place) {
    leaves.keySet().removeIf(other -> below(place, other));
  }

  private static void set(Map<String, Leaf> leaves, String path, JsonValue value, String owner) {
    if (value instanceof JsonObject object && (path.isEmpty() || !object.isEmpty())) {
      object.forEach(
          (name, member) -> set(leaves, path.isEmpty() ? name : path + "." + name, member, owner));
    } else {
      leaves.put(path, new Leaf(value, owner));
    }
  }

  private static boolean below(String inner, String outer) {
    return inner.startsWith(outer + ".");
  }
}
