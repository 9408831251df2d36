package io.twinhub.domain.twin;

import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When a subtree of properties was last written, and the same for each member below it. It mirrors the
 * objects of its section; an array has one entry for the whole.
 *
 * <p>A write to {@code a.b} stamps {@code b}, {@code a} and the section; siblings keep their stamps. A
 * removal takes the entry away and stamps its ancestors.
 *
 * @param stamp the last write within this subtree
 * @param members the entries of the members, in the order of the object
 */
public record PropertyMetadata(Stamp stamp, Map<String, PropertyMetadata> members) {

  /**
   * One write. All entries that a write touches share one.
   *
   * @param at when
   * @param version the section's {@code $version} after the write; only desired properties keep it
   */
  public record Stamp(Instant at, Optional<Version> version) {}

  /** The metadata of a new section: never written. */
  public static final PropertyMetadata NEW = leaf(new Stamp(Identity.NEVER, Optional.empty()));

  /** Copies {@code members}, keeping their order. */
  public PropertyMetadata {
    members =
        members.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  /** An entry without members. */
  public static PropertyMetadata leaf(Stamp stamp) {
    return new PropertyMetadata(stamp, Map.of());
  }

  /** The metadata of {@code value}, all of it written at once. */
  public static PropertyMetadata fresh(JsonValue value, Stamp stamp) {
    if (!(value instanceof JsonObject object)) {
      return leaf(stamp);
    }
    Map<String, PropertyMetadata> entries = new LinkedHashMap<>();
    object.forEach((name, member) -> entries.put(name, fresh(member, stamp)));
    return new PropertyMetadata(stamp, entries);
  }

  /**
   * This metadata after a write.
   *
   * @param before the values before the write, which this metadata mirrors
   * @param delta what the write changed: values that were set, {@code null} for what was removed
   * @param stamp the write
   */
  PropertyMetadata after(JsonObject before, JsonObject delta, Stamp stamp) {
    Map<String, PropertyMetadata> entries = new LinkedHashMap<>(members);
    delta.forEach((name, value) -> {
      if (value == JsonNull.NULL) {
        entries.remove(name);
      } else {
        JsonValue stored = before.find(name).orElse(JsonNull.NULL);
        entries.put(name, entryAfter(name, stored, value, stamp));
      }
    });
    return new PropertyMetadata(stamp, entries);
  }

  private PropertyMetadata entryAfter(String name, JsonValue stored, JsonValue value, Stamp write) {
    PropertyMetadata old = members.get(name);
    if (old != null && stored instanceof JsonObject object && value instanceof JsonObject merged) {
      return old.after(object, merged, write);
    }
    return fresh(value, write);
  }
}
