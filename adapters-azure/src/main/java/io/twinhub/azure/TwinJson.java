package io.twinhub.azure;

import io.twinhub.azure.wire.Fields;
import io.twinhub.azure.wire.Sections;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityEtag;
import io.twinhub.domain.identity.Thumbprint;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.Etag;
import io.twinhub.domain.twin.SectionPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinReplacement;
import io.twinhub.domain.twin.TwinRoot;
import io.twinhub.domain.twin.property.DesiredProperties;
import io.twinhub.domain.twin.property.PropertyMetadata;
import io.twinhub.domain.twin.property.ReportedProperties;
import io.twinhub.domain.twin.property.Tags;
import io.twinhub.domain.twin.property.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Twins between the REST API's documents and the domain. */
final class TwinJson {
  private static final String METADATA = "$metadata";

  private TwinJson() {}

  /** The twin that a document shows. What the document does not tell is as never happened. */
  static Twin twin(JsonObject document) {
    Fields fields = new Fields(document);
    Fields properties = fields.inner("properties");
    JsonObject desired = properties.inner("desired").object();
    JsonObject reported = properties.inner("reported").object();
    return new Twin(
        address(fields),
        root(fields),
        new Etag(fields.text("etag").orElse("")),
        new Version(fields.number("version", 0)),
        new Tags(fields.inner("tags").object()),
        new DesiredProperties(
            Sections.values(desired), metadata(desired), Sections.version(desired)),
        new ReportedProperties(
            Sections.values(reported), metadata(reported), Sections.version(reported)));
  }

  private static TwinAddress address(Fields fields) {
    String device = fields.text("deviceId").orElse("");
    return fields
        .text("moduleId")
        .map(module -> TwinAddress.module(device, module))
        .orElseGet(() -> TwinAddress.device(device));
  }

  private static TwinRoot root(Fields fields) {
    Fields thumbprints = fields.inner("x509Thumbprint");
    return new TwinRoot(
        new IdentityEtag(fields.text("deviceEtag").orElse("")),
        status(fields),
        fields.text("statusReason"),
        fields.time("statusUpdateTime"),
        new TwinRoot.Credentials(
            fields.text("authenticationType").orElse("none"),
            thumbprints.text("primaryThumbprint").map(Thumbprint::new),
            thumbprints.text("secondaryThumbprint").map(Thumbprint::new)),
        new ConnectionState(
            fields.text("connectionState").filter("Connected"::equals).isPresent(),
            Identity.NEVER,
            fields.time("lastActivityTime"),
            fields.text("modelId").orElse("")),
        fields.inner("capabilities").flag("iotEdge"),
        fields.text("deviceScope"),
        fields.texts("parentScopes"),
        fields.object(TwinDocument.ATTRIBUTES));
  }

  /** Modules have no status of their own; what is not said is enabled. */
  static DeviceStatus status(Fields fields) {
    return fields
            .text("status")
            .filter(DeviceStatus.DISABLED.azureName()::equalsIgnoreCase)
            .isPresent()
        ? DeviceStatus.DISABLED
        : DeviceStatus.ENABLED;
  }

  private static PropertyMetadata metadata(JsonObject section) {
    return entry(new Fields(section).inner(METADATA).object());
  }

  private static PropertyMetadata entry(JsonObject entry) {
    Fields fields = new Fields(entry);
    Instant at = fields.time("$lastUpdated");
    long version = fields.number("$lastUpdatedVersion", 0);
    Map<String, PropertyMetadata> members = new LinkedHashMap<>();
    entry.forEach((name, member) -> {
      if (!name.startsWith("$") && member instanceof JsonObject inner) {
        members.put(name, entry(inner));
      }
    });
    return new PropertyMetadata(
        new PropertyMetadata.Stamp(
            at, version > 0 ? Optional.of(new Version(version)) : Optional.empty()),
        members);
  }

  /** The body that asks for a patch. */
  static JsonObject body(TwinPatch patch) {
    return body(said(patch.tags()), said(patch.desired()));
  }

  /** The body that asks for a replacement. */
  static JsonObject body(TwinReplacement replacement) {
    return body(replacement.tags(), replacement.desired());
  }

  private static Optional<JsonValue> said(SectionPatch patch) {
    if (patch instanceof SectionPatch.Merge merge) {
      return Optional.of(merge.members());
    }
    return patch instanceof SectionPatch.Clear ? Optional.of(JsonNull.NULL) : Optional.empty();
  }

  private static JsonObject body(
      Optional<? extends JsonValue> tags, Optional<? extends JsonValue> desired) {
    JsonObject.Builder body = JsonObject.builder();
    tags.ifPresent(section -> body.put("tags", section));
    desired.ifPresent(section -> body.put("properties", JsonObject.of("desired", section)));
    return body.build();
  }
}
