package io.twinhub.bootstrap.live;

import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.Twin;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a change did, leaf by leaf: {@code [{"path","before"?,"after"?}]}. A leaf is a value that is not an object,
 * or an object without members.
 */
public final class Leaves {
  private static final String DESIRED = DocumentNames.PROPERTIES + "." + DocumentNames.DESIRED;
  private static final String REPORTED = DocumentNames.PROPERTIES + "." + DocumentNames.REPORTED;

  private final List<JsonValue> found = new ArrayList<>();

  private Leaves() {}

  /** Where tags and properties of a twin differ, before and after a write. */
  public static JsonArray between(Twin before, Twin after) {
    Leaves leaves = new Leaves();
    leaves.compare(DocumentNames.TAGS, before.tags().values(), after.tags().values());
    leaves.compare(DESIRED, before.desired().values(), after.desired().values());
    leaves.compare(REPORTED, before.reported().values(), after.reported().values());
    return new JsonArray(leaves.found);
  }

  /** One root member that changed. */
  static JsonObject of(String path, String before, String after) {
    return leaf(path, Optional.of(new JsonString(before)), Optional.of(new JsonString(after)));
  }

  /**
   * The leaves of a report of a change, which tells only what is new; null is what was removed.
   *
   * @param tags the tags of the report
   * @param desired its desired properties, with metadata and version
   * @param reported its reported properties, with metadata and version
   */
  static JsonArray told(
      Optional<JsonObject> tags, Optional<JsonObject> desired, Optional<JsonObject> reported) {
    Leaves leaves = new Leaves();
    tags.ifPresent(news -> leaves.told(DocumentNames.TAGS, news));
    desired.ifPresent(news -> leaves.told(DESIRED, news));
    reported.ifPresent(news -> leaves.told(REPORTED, news));
    return new JsonArray(leaves.found);
  }

  /** Recurses no deeper than a twin, whose depth is bounded. */
  private void told(String path, JsonObject news) {
    news.forEach((name, value) -> {
      String below = path + "." + name;
      if (name.startsWith("$")) {
        return; // the metadata and the version, since no property has such a name
      }
      if (value instanceof JsonObject object && !object.isEmpty()) {
        told(below, object);
      } else {
        found.add(leaf(
            below, Optional.empty(), Optional.of(value).filter(after -> after != JsonNull.NULL)));
      }
    });
  }

  private void compare(String path, JsonObject before, JsonObject after) {
    Set<String> names = new LinkedHashSet<>(before.names());
    names.addAll(after.names());
    names.forEach(name -> compare(path + "." + name, before.find(name), after.find(name)));
  }

  /** Recurses no deeper than a twin, whose depth is bounded. */
  private void compare(String path, Optional<JsonValue> before, Optional<JsonValue> after) {
    if (before.equals(after)) {
      return;
    }
    Optional<JsonValue> leafBefore = before.filter(value -> !isBranch(value));
    Optional<JsonValue> leafAfter = after.filter(value -> !isBranch(value));
    if (leafBefore.isPresent() || leafAfter.isPresent()) {
      found.add(leaf(path, leafBefore, leafAfter));
    }
    compare(path, branch(before), branch(after));
  }

  private static boolean isBranch(JsonValue value) {
    return value instanceof JsonObject object && !object.isEmpty();
  }

  private static JsonObject branch(Optional<JsonValue> value) {
    return value.orElse(JsonNull.NULL) instanceof JsonObject object ? object : JsonObject.EMPTY;
  }

  private static JsonObject leaf(
      String path, Optional<JsonValue> before, Optional<JsonValue> after) {
    JsonObject.Builder leaf = JsonObject.builder().put("path", path);
    before.ifPresent(value -> leaf.put("before", value));
    after.ifPresent(value -> leaf.put("after", value));
    return leaf.build();
  }
}
