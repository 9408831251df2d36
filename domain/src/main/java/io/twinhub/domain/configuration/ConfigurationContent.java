package io.twinhub.domain.configuration;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.Section;
import io.twinhub.domain.twin.TwinRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration writes.
 *
 * @param document the content as the client sent it
 * @param kind which twins it is for
 * @param settings the settings of each module of an edge device by its id; for other kinds one entry, whose
 *     key is empty
 * @param layered whether it is a deployment that only adds to another one
 */
public record ConfigurationContent(
    JsonObject document, Kind kind, Map<String, List<Setting>> settings, boolean layered) {
  private static final String ROOT = "properties.desired";

  /** The module of the edge runtime that a full deployment always sets up. */
  public static final String EDGE_AGENT = "$edgeAgent";

  /** Which twins a content is for. */
  public enum Kind {
    /** The twins of devices. */
    DEVICE("deviceContent"),
    /** The twins of modules. */
    MODULE("moduleContent"),
    /** The modules of edge devices, which are created as needed. */
    EDGE("modulesContent");

    private final String member;

    Kind(String member) {
      this.member = member;
    }

    /** The name of the member that holds such a content. */
    public String member() {
      return member;
    }
  }

  /** Copies {@code settings}. */
  public ConfigurationContent {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /** The modules that it needs on an edge device: those with settings, and those that the agent is to run. */
  public Set<String> modules() {
    Set<String> modules = new LinkedHashSet<>(settings.keySet());
    for (Setting setting : settings.getOrDefault(EDGE_AGENT, List.of())) {
      List<String> names = setting.path().segments();
      boolean run = names.size() > 1 && names.get(0).equals("modules");
      if (run && setting.value() != JsonNull.NULL && DeviceId.isLawful(names.get(1))) {
        modules.add(names.get(1));
      }
    }
    return modules;
  }

  /** The settings of a content that is not for edge devices. */
  public List<Setting> all() {
    return settings.getOrDefault("", List.of());
  }

  /**
   * Whether it wants the same. Clients send back members that are missing as null.
   */
  public boolean isSame(ConfigurationContent other) {
    if (kind != other.kind || !settings.keySet().equals(other.settings.keySet())) {
      return false;
    }
    return settings.entrySet().stream()
        .allMatch(entry -> isSame(entry.getValue(), other.settings.get(entry.getKey())));
  }

  private static boolean isSame(List<Setting> some, @Nullable List<Setting> others) {
    if (others == null || some.size() != others.size()) {
      return false;
    }
    Map<JsonPath, JsonValue> known = new HashMap<>();
    others.forEach(setting -> known.put(setting.path(), setting.value()));
    return some.stream().allMatch(setting -> setting.value().equals(known.get(setting.path())));
  }

  /**
   * Reads a content.
   *
   * @throws HubException with {@link ConfigurationError#invalidContent} saying what is wrong
   */
  public static ConfigurationContent of(JsonObject document, TwinRules rules) {
    Kind kind = kind(document);
    JsonObject parts = object(kind.member, document.find(kind.member).orElse(JsonNull.NULL));
    if (kind != Kind.EDGE) {
      return new ConfigurationContent(
          document, kind, Map.of("", settings(kind.member, parts, rules)), false);
    }
    Map<String, List<Setting>> settings = new LinkedHashMap<>();
    parts.forEach((module, part) -> {
      String place = kind.member + "." + module;
      if (!DeviceId.isLawful(module)) {
        throw invalid(place + " is not the id of a module");
      }
      settings.put(module, settings(place, object(place, part), rules));
    });
    boolean full = parts
        .find(EDGE_AGENT)
        .filter(agent -> agent instanceof JsonObject object && object.has(ROOT))
        .isPresent();
    return new ConfigurationContent(document, kind, settings, !full);
  }

  private static Kind kind(JsonObject document) {
    List<Kind> present = new ArrayList<>();
    List<Kind> filled = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      JsonValue part = document.find(kind.member).orElse(JsonNull.NULL);
      if (part != JsonNull.NULL) {
        present.add(kind);
        if (!part.equals(JsonObject.EMPTY)) {
          filled.add(kind);
        }
      }
    }
    List<Kind> meant = filled.isEmpty() ? present : filled;
    if (meant.size() != 1) {
      throw invalid("it must have one of deviceContent, moduleContent and modulesContent, and "
          + (meant.isEmpty() ? "has none" : "has " + meant.size()));
    }
    return meant.get(0);
  }

  private static JsonObject object(String place, JsonValue value) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw invalid(place + " must be an object");
  }

  private static List<Setting> settings(String place, JsonObject part, TwinRules rules) {
    List<Setting> settings = new ArrayList<>();
    SettingTree<String> known = new SettingTree<>();
    part.forEach((key, value) -> {
      JsonPath path = path(place, key, value);
      for (Setting setting : Setting.of(path, value)) {
        check(place, setting, rules);
        known.overlap(setting.path()).ifPresent(other -> {
          throw invalid("%s: '%s' and '%s' set the same property %s.%s"
              .formatted(place, other, key, ROOT, setting.path()));
        });
        settings.add(setting);
      }
      Setting.of(path, value).forEach(setting -> known.put(setting, key));
    });
    return List.copyOf(settings);
  }

  private static JsonPath path(String place, String key, JsonValue value) {
    if (key.equals(ROOT)) {
      object(place + "." + key, value);
      return JsonPath.ROOT;
    }
    if (!key.startsWith(ROOT + ".")) {
      throw invalid(
          "%s: '%s' is no desired property; keys begin with %s".formatted(place, key, ROOT));
    }
    JsonPath path = JsonPath.parse(key.substring(ROOT.length() + 1));
    if (path.segments().contains("")) {
      throw invalid("%s: '%s' has an empty name in its path".formatted(place, key));
    }
    return path;
  }

  /** A value that no twin may hold is refused at once, and not once for each twin. */
  private static void check(String place, Setting setting, TwinRules rules) {
    JsonValue nested = setting.value();
    List<String> names = setting.path().segments();
    for (int i = names.size() - 1; i >= 0; i--) {
      nested = JsonObject.of(names.get(i), nested);
    }
    try {
      rules.checkPatch(Section.DESIRED, (JsonObject) nested);
    } catch (HubException refusal) {
      throw invalid(place + ": " + refusal.error().message());
    }
  }

  private static HubException invalid(String problem) {
    return new HubException(ConfigurationError.invalidContent(problem));
  }
}
