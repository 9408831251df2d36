package io.twinhub.domain.document;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.HubMembers;
import io.twinhub.domain.twin.property.Author;
import io.twinhub.domain.twin.property.PropertyMetadata;
import io.twinhub.domain.twin.property.Version;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Desired or reported properties in the document of a twin: the values, {@code $metadata}, {@code $version}.
 */
final class SectionDocument {
  private static final String LAST_UPDATED = "$lastUpdated";
  private static final String LAST_UPDATED_VERSION = "$lastUpdatedVersion";
  private static final String LAST_UPDATED_BY = "$lastUpdatedBy";
  private static final String LAST_UPDATED_BY_DIGEST = "$lastUpdatedByDigest";

  private SectionDocument() {}

  static JsonObject of(JsonObject values, PropertyMetadata metadata, Version version) {
    JsonObject withMetadata = values.with(HubMembers.METADATA, metadata(metadata, new HashMap<>()));
    return of(withMetadata, version);
  }

  /** The form for devices, without metadata. */
  static JsonObject of(JsonObject values, Version version) {
    return values.with(HubMembers.VERSION, version.asJson());
  }

  /** Entries of the same write have the same stamp, so all leaves of a write share one object. */
  private static JsonObject metadata(
      PropertyMetadata metadata, Map<PropertyMetadata.Stamp, JsonObject> leaves) {
    JsonObject leaf = leaves.computeIfAbsent(metadata.stamp(), SectionDocument::leaf);
    if (metadata.members().isEmpty()) {
      return leaf;
    }
    JsonObject.Builder entry = leaf.toBuilder();
    metadata.members().forEach((name, member) -> entry.put(name, metadata(member, leaves)));
    return entry.build();
  }

  private static JsonObject leaf(PropertyMetadata.Stamp stamp) {
    JsonObject.Builder entry = JsonObject.builder();
    entry.put(LAST_UPDATED, HubTime.text(stamp.at()));
    stamp.version().ifPresent(version -> entry.put(LAST_UPDATED_VERSION, version.asJson()));
    stamp
        .author()
        .ifPresent(author -> entry
            .put(LAST_UPDATED_BY, author.configuration())
            .put(LAST_UPDATED_BY_DIGEST, author.digest()));
    return entry.build();
  }

  /** The section's counter; 0 if it is missing. */
  static Version version(JsonObject section) {
    return new Version(Members.leniently(section).number(HubMembers.VERSION));
  }

  static PropertyMetadata metadata(JsonObject section) {
    return entry(Members.leniently(section).inner(HubMembers.METADATA));
  }

  private static PropertyMetadata entry(Members entry) {
    long version = entry.number(LAST_UPDATED_VERSION);
    Map<String, PropertyMetadata> members = new LinkedHashMap<>();
    for (String name : entry.object().names()) {
      if (!name.startsWith("$")) {
        entry.object(name).ifPresent(inner -> members.put(name, entry(inner)));
      }
    }
    return new PropertyMetadata(
        new PropertyMetadata.Stamp(
            entry.time(LAST_UPDATED),
            version > 0 ? Optional.of(new Version(version)) : Optional.empty(),
            author(entry)),
        members);
  }

  private static Optional<Author> author(Members entry) {
    return entry
        .filledText(LAST_UPDATED_BY)
        .map(id -> new Author(id, entry.text(LAST_UPDATED_BY_DIGEST).orElse("")));
  }
}
