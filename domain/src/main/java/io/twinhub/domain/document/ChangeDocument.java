package io.twinhub.domain.document;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinUpdate;
import io.twinhub.domain.twin.property.PropertyMetadata;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The body of the event that reports a change to a twin. Source: captured events of Azure. */
public final class ChangeDocument {
  private ChangeDocument() {}

  /**
   * The body for a write: the sections that it changed, each with the metadata of what changed and the
   * version.
   */
  public static JsonObject of(TwinUpdate update) {
    Twin after = update.after();
    JsonObject.Builder body = JsonObject.builder();
    body.put(DocumentNames.VERSION, after.version().asJson());
    update.tags().ifPresent(delta -> body.put(DocumentNames.TAGS, delta));
    JsonObject.Builder properties = JsonObject.builder();
    update
        .desired()
        .ifPresent(delta -> properties.put(
            DocumentNames.DESIRED,
            SectionDocument.of(
                delta,
                changed(after.desired().metadata(), delta),
                after.desired().version())));
    update
        .reported()
        .ifPresent(delta -> properties.put(
            DocumentNames.REPORTED,
            SectionDocument.of(
                delta,
                changed(after.reported().metadata(), delta),
                after.reported().version())));
    JsonObject sections = properties.build();
    if (!sections.isEmpty()) {
      body.put(DocumentNames.PROPERTIES, sections);
    }
    return body.build();
  }

  /** The entries of the members that {@code delta} names; removed members have none. */
  private static PropertyMetadata changed(PropertyMetadata metadata, JsonObject delta) {
    Map<String, PropertyMetadata> members = new LinkedHashMap<>();
    delta.forEach((name, value) -> Optional.ofNullable(metadata.members().get(name))
        .ifPresent(entry -> members.put(name, entry(entry, value))));
    return new PropertyMetadata(metadata.stamp(), members);
  }

  private static PropertyMetadata entry(PropertyMetadata entry, JsonValue delta) {
    return delta instanceof JsonObject object ? changed(entry, object) : entry;
  }

  /** A whole twin, without the root members about identity and connection. */
  public static JsonObject of(Twin twin) {
    JsonObject.Builder body = IdentityDocument.ids(twin.address());
    body.put(DocumentNames.ETAG, twin.etag().value());
    body.put(DocumentNames.VERSION, twin.version().asJson());
    if (!twin.tags().values().isEmpty()) {
      body.put(DocumentNames.TAGS, twin.tags().values());
    }
    return body.put(DocumentNames.PROPERTIES, TwinDocument.properties(twin)).build();
  }
}
