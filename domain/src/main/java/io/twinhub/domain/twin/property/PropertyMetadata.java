package io.twinhub.domain.twin.property;

import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When a subtree of properties was last written, and the same for each member below it. It mirrors the
 * objects of its section; an array has one entry as a whole.
 *
 * <p>A write to {@code a.b} stamps {@code b}, {@code a} and the section; siblings keep their stamps. A
 * removal deletes the entry and stamps its ancestors.
 *
 * @param stamp the last write within this subtree
 * @param members the entries of the members, in the order of the object
 */
public record PropertyMetadata(Stamp stamp, Map<String, PropertyMetadata> members) {

  /**
   * One write. All entries that a write touches share one.
   *
   * @param at the time of the write
   * @param version the section's {@code $version} after the write; only desired properties keep it
   * @param author the automatic configuration that wrote it; only values have one, not the objects around them
   */
  public record Stamp(Instant at, Optional<Version> version, Optional<Author> author) {

    /** A write of a back end or a device. */
    public Stamp(Instant at, Optional<Version> version) {
      this(at, version, Optional.empty());
    }

    /** The same write, by a configuration. */
    Stamp by(Author writer) {
      return new Stamp(at, version, Optional.of(writer));
    }
  }

  /** The metadata of a new section: never written. */
  public static final PropertyMetadata NEW = leaf(new Stamp(Identity.NEVER, Optional.empty()));

  /** Copies {@code members}, keeping their order. */
  public PropertyMetadata {
    members = PropertyEntries.of(members);
  }

  /** An entry without members. */
  public static PropertyMetadata leaf(Stamp stamp) {
    return new PropertyMetadata(stamp, PropertyEntries.NONE);
  }

  /** The metadata of {@code value} if all of it is written at once. */
  public static PropertyMetadata fresh(JsonValue value, Stamp stamp) {
    if (!(value instanceof JsonObject object)) {
      return leaf(stamp);
    }
    PropertyEntries.Builder entries = new PropertyEntries.Builder(object.names());
    object.forEach((name, member) -> entries.add(fresh(member, stamp)));
    return new PropertyMetadata(stamp, entries.build());
  }

  /** Whether it has an entry for each member of {@code value}, and no others, in their order. */
  public boolean mirrors(JsonValue value) {
    return PropertyEntries.of(members)
        .areNamed(value instanceof JsonObject object ? object.names() : List.of());
  }

  /** Whether it equals what {@link #fresh} returns for {@code value} and its own stamp. */
  public boolean isFresh(JsonValue value) {
    return isFresh(value, stamp);
  }

  private boolean isFresh(JsonValue value, Stamp write) {
    if (!stamp.equals(write) || !mirrors(value)) {
      return false;
    }
    PropertyEntries entries = PropertyEntries.of(members);
    for (int i = 0; i < entries.size(); i++) {
      if (value instanceof JsonObject object && !entries.at(i).isFresh(object.valueAt(i), write)) {
        return false;
      }
    }
    return true;
  }

  /**
   * This metadata after a write.
   *
   * @param before the values before the write, which this metadata mirrors
   * @param delta what the write changed: values that were set, {@code null} for what was removed
   * @param after the values after the write
   * @param write the write
   */
  public PropertyMetadata after(
      JsonObject before, JsonObject delta, JsonObject after, Stamp write) {
    PropertyEntries.Builder entries = new PropertyEntries.Builder(after.names());
    PropertyEntries.Search known = PropertyEntries.of(members).search();
    after.forEach((name, value) -> {
      Optional<JsonValue> stored = before.find(name);
      Optional<PropertyMetadata> old = stored.isEmpty() ? Optional.empty() : known.find(name);
      if (old.isEmpty()) {
        entries.add(fresh(value, write));
      } else {
        Optional<JsonValue> written = delta.find(name);
        entries.add(
            written.isEmpty()
                ? old.get()
                : old.get().entryAfter(stored.get(), written.get(), value, write));
      }
    });
    return new PropertyMetadata(write, entries.build());
  }

  /**
   * This metadata with the author of the value at {@code path}.
   *
   * @param path the names that lead to an entry
   */
  public PropertyMetadata authored(List<String> path, Author author) {
    if (path.isEmpty()) {
      return new PropertyMetadata(stamp.by(author), members);
    }
    PropertyEntries before = PropertyEntries.of(members);
    Map<String, PropertyMetadata> after = new LinkedHashMap<>(before);
    after.computeIfPresent(
        path.get(0), (name, entry) -> entry.authored(path.subList(1, path.size()), author));
    return new PropertyMetadata(stamp, after);
  }

  private PropertyMetadata entryAfter(
      JsonValue before, JsonValue delta, JsonValue after, Stamp write) {
    return before instanceof JsonObject old
            && delta instanceof JsonObject part
            && after instanceof JsonObject merged
        ? after(old, part, merged, write)
        : fresh(after, write);
  }
}
