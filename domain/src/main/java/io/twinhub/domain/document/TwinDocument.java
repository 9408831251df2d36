package io.twinhub.domain.document;

import io.twinhub.domain.identity.Thumbprint;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.HubMembers;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinRoot;
import io.twinhub.domain.twin.property.DesiredProperties;
import io.twinhub.domain.twin.property.PropertyMetadata;
import io.twinhub.domain.twin.property.ReportedProperties;
import io.twinhub.domain.twin.property.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON document of a twin that the service side reads. Field names, their order and which are left
 * out follow captured documents of Azure.
 */
public final class TwinDocument {

  /** The member that api-versions before 2024-03-31 do not have. */
  public static final String ATTRIBUTES = "attributes";

  private TwinDocument() {}

  /** The document of {@code twin}, with metadata. */
  public static JsonObject of(Twin twin) {
    JsonObject.Builder document = JsonObject.builder();
    document.put("deviceId", twin.address().deviceId().value());
    twin.address().moduleId().ifPresent(id -> document.put("moduleId", id.value()));
    document.put("etag", twin.etag().value());
    putRoot(document, twin.root());
    document.put("version", twin.version().asJson());
    if (!twin.tags().values().isEmpty()) {
      document.put("tags", twin.tags().values());
    }
    document.put("properties", properties(twin));
    if (twin.address().moduleId().isEmpty()) {
      document.put(
          "capabilities",
          JsonObject.builder().put("iotEdge", twin.root().edge()).build());
    }
    twin.root().deviceScope().ifPresent(scope -> document.put("deviceScope", scope));
    if (!twin.root().parentScopes().isEmpty()) {
      document.put("parentScopes", strings(twin.root().parentScopes()));
    }
    twin.root().attributes().ifPresent(own -> document.put(ATTRIBUTES, own));
    return document.build();
  }

  /**
   * The value at {@code path} of the document of {@code twin}, as {@code of(twin).find(path)}, but
   * without rendering the document for tags and properties: queries ask for those of every twin.
   */
  public static Optional<JsonValue> find(Twin twin, JsonPath path) {
    List<String> segments = path.segments();
    String root = segments.isEmpty() ? "" : segments.get(0);
    if (root.equals("tags") && segments.size() > 1) {
      return twin.tags().values().find(segments.subList(1, segments.size()));
    }
    if (root.equals("deviceId") && segments.size() == 1) {
      return Optional.of(new JsonString(twin.address().deviceId().value()));
    }
    boolean isProperty = root.equals("properties") && segments.size() > 2;
    if (isProperty && !segments.get(2).startsWith("$")) {
      List<String> below = segments.subList(2, segments.size());
      return switch (segments.get(1)) {
        case "desired" -> twin.desired().values().find(below);
        case "reported" -> twin.reported().values().find(below);
        default -> Optional.empty();
      };
    }
    return of(twin).find(path);
  }

  private static void putRoot(JsonObject.Builder document, TwinRoot root) {
    document.put("deviceEtag", root.deviceEtag().value());
    document.put("status", root.status().azureName());
    root.statusReason().ifPresent(reason -> document.put("statusReason", reason));
    document.put("statusUpdateTime", HubTime.text(root.statusUpdateTime()));
    document.put("connectionState", connectionState(root.connection().connected()));
    document.put("lastActivityTime", HubTime.text(root.connection().lastActivityTime()));
    document.put("cloudToDeviceMessageCount", root.connection().messageCount());
    document.put("authenticationType", root.credentials().type());
    document.put(
        "x509Thumbprint",
        thumbprints(root.credentials().primary(), root.credentials().secondary()));
    document.put("modelId", root.connection().modelId());
  }

  /** {@code Connected} or {@code Disconnected}. */
  public static String connectionState(boolean connected) {
    return connected ? "Connected" : "Disconnected";
  }

  /** The two thumbprints as an object; null for one that is not there. */
  public static JsonObject thumbprints(
      Optional<Thumbprint> primary, Optional<Thumbprint> secondary) {
    return JsonObject.builder()
        .put("primaryThumbprint", hex(primary))
        .put("secondaryThumbprint", hex(secondary))
        .build();
  }

  private static JsonValue hex(Optional<Thumbprint> thumbprint) {
    return thumbprint.<JsonValue>map(t -> new JsonString(t.hex())).orElse(JsonNull.NULL);
  }

  private static JsonArray strings(List<String> texts) {
    return new JsonArray(texts.stream().<JsonValue>map(JsonString::new).toList());
  }

  private static JsonObject properties(Twin twin) {
    DesiredProperties desired = twin.desired();
    ReportedProperties reported = twin.reported();
    return JsonObject.builder()
        .put("desired", section(desired.values(), desired.metadata(), desired.version()))
        .put("reported", section(reported.values(), reported.metadata(), reported.version()))
        .build();
  }

  private static JsonObject section(JsonObject values, PropertyMetadata metadata, Version version) {
    JsonObject withMetadata = values.with(HubMembers.METADATA, metadata(metadata));
    return withVersion(withMetadata, version);
  }

  private static JsonObject withVersion(JsonObject values, Version version) {
    return values.with(HubMembers.VERSION, version.asJson());
  }

  private static JsonObject metadata(PropertyMetadata metadata) {
    return metadata(metadata, new HashMap<>());
  }

  /** Entries of one write share their stamp, and leaves of one write all they have. */
  private static JsonObject metadata(
      PropertyMetadata metadata, Map<PropertyMetadata.Stamp, JsonObject> leaves) {
    JsonObject leaf = leaves.computeIfAbsent(metadata.stamp(), TwinDocument::leaf);
    if (metadata.members().isEmpty()) {
      return leaf;
    }
    JsonObject.Builder entry = leaf.toBuilder();
    metadata.members().forEach((name, member) -> entry.put(name, metadata(member, leaves)));
    return entry.build();
  }

  private static JsonObject leaf(PropertyMetadata.Stamp stamp) {
    JsonObject.Builder entry = JsonObject.builder();
    entry.put("$lastUpdated", HubTime.text(stamp.at()));
    stamp.version().ifPresent(version -> entry.put("$lastUpdatedVersion", version.asJson()));
    return entry.build();
  }
}
