package io.twinhub.local.engine.compact.bytes;

import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.property.Author;
import io.twinhub.domain.twin.property.PropertyMetadata;
import io.twinhub.domain.twin.property.PropertyMetadata.Stamp;
import io.twinhub.domain.twin.property.StampPlaces;
import io.twinhub.domain.twin.property.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Packs metadata beside the values that it mirrors: names are not repeated, and a subtree with one stamp
 * takes one number.
 */
public final class MetadataPacking {
  /**
   * Each entry is the index of its stamp times {@value #FORMS} plus a form; in this one, everything below
   * has the same stamp.
   */
  public static final int ALL_ALIKE = 0;

  /** The entries of the value's members follow, in order. */
  public static final int MIRRORED = 1;

  /** The number of members follows, then each name with its entry. */
  public static final int NAMED = 2;

  public static final int FORMS = 3;

  private MetadataPacking() {}

  public static void write(PropertyMetadata metadata, JsonObject values, PackedBytes out) {
    if (metadata.isFresh(values)) {
      writeStamps(List.of(metadata.stamp()), out);
      out.number(ALL_ALIKE);
    } else {
      StampPlaces stamps = new StampPlaces(metadata);
      writeStamps(stamps.all(), out);
      write(metadata, values, stamps, out);
    }
  }

  private static void writeStamps(List<Stamp> stamps, PackedBytes out) {
    out.number(stamps.size());
    for (Stamp stamp : stamps) {
      Times.write(stamp.at(), out);
      out.number(stamp.version().map(version -> version.value() + 1).orElse(0L));
      out.one(stamp.author().isPresent() ? 1 : 0);
      stamp.author().ifPresent(author -> {
        out.text(author.configuration());
        out.text(author.digest());
      });
    }
  }

  private static void write(
      PropertyMetadata entry, JsonValue value, StampPlaces stamps, PackedBytes out) {
    int place = stamps.place(entry.stamp());
    if (entry.isFresh(value)) {
      out.number((long) place * FORMS + ALL_ALIKE);
    } else if (entry.mirrors(value)) {
      out.number((long) place * FORMS + MIRRORED);
      entry.members().forEach((name, member) -> write(member, at(value, name), stamps, out));
    } else {
      out.number((long) place * FORMS + NAMED);
      out.number(entry.members().size());
      entry.members().forEach((name, member) -> {
        out.text(name);
        write(member, at(value, name), stamps, out);
      });
    }
  }

  private static JsonValue at(JsonValue value, String name) {
    return value instanceof JsonObject object
        ? object.find(name).orElse(JsonNull.NULL)
        : JsonNull.NULL;
  }

  private static List<String> names(JsonValue value) {
    return value instanceof JsonObject object ? object.names() : List.of();
  }

  public static PropertyMetadata read(JsonObject values, PackedCursor in) {
    List<Stamp> stamps = new ArrayList<>();
    for (int left = in.size(); left > 0; left--) {
      var at = Times.read(in);
      long version = in.number();
      stamps.add(new Stamp(
          at,
          version == 0 ? Optional.empty() : Optional.of(new Version(version - 1)),
          readAuthor(in)));
    }
    return read(values, stamps, in);
  }

  /** The configuration that wrote, which follows the version of a stamp; few stamps have one. */
  public static Optional<Author> readAuthor(PackedCursor in) {
    return in.one() == 0 ? Optional.empty() : Optional.of(new Author(in.text(), in.text()));
  }

  private static PropertyMetadata read(JsonValue value, List<Stamp> stamps, PackedCursor in) {
    int head = in.size();
    Stamp stamp = stamps.get(head / FORMS);
    int form = head % FORMS;
    if (form == ALL_ALIKE) {
      return PropertyMetadata.fresh(value, stamp);
    }
    Map<String, PropertyMetadata> members = new LinkedHashMap<>();
    if (form == MIRRORED) {
      names(value).forEach(name -> members.put(name, read(at(value, name), stamps, in)));
    } else {
      for (int left = in.size(); left > 0; left--) {
        String name = in.text();
        members.put(name, read(at(value, name), stamps, in));
      }
    }
    return new PropertyMetadata(stamp, members);
  }
}
