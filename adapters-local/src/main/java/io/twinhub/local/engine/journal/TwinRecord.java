package io.twinhub.local.engine.journal;

import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityEtag;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.DesiredProperties;
import io.twinhub.domain.twin.Etag;
import io.twinhub.domain.twin.PropertyMetadata;
import io.twinhub.domain.twin.ReportedProperties;
import io.twinhub.domain.twin.Tags;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinRoot;
import io.twinhub.domain.twin.TwinRoot.Credentials;
import io.twinhub.domain.twin.Version;
import io.twinhub.local.json.JsonText;

/**
 * A registration as one JSON document: {@code {"identity","device"?,"connection","etag","version",
 * "tags","desired":{"version","values","metadata"},"reported":{…}}}. Nothing is lost: numbers keep their
 * digits, members their order, times their nanoseconds. Unlike the documents on the wire it holds keys.
 *
 * <p>{@code device} stands in modules only: what their twins show of the device that they belong to.
 */
final class TwinRecord {
  private TwinRecord() {}

  static byte[] bytes(StoredTwin stored) {
    return JsonText.bytes(json(stored));
  }

  private static JsonObject json(StoredTwin stored) {
    Twin twin = stored.twin();
    JsonObject.Builder json =
        JsonObject.builder().put("identity", IdentityRecord.of(stored.identity()));
    if (stored.address().moduleId().isPresent()) {
      json.put("device", device(twin.root()));
    }
    return json.put("connection", connection(twin.root().connection()))
        .put("etag", twin.etag().value())
        .put("version", twin.version().asJson())
        .put("tags", twin.tags().values())
        .put(
            "desired",
            section(
                twin.desired().version(),
                twin.desired().values(),
                twin.desired().metadata()))
        .put(
            "reported",
            section(
                twin.reported().version(),
                twin.reported().values(),
                twin.reported().metadata()))
        .build();
  }

  private static JsonObject device(TwinRoot root) {
    JsonObject.Builder json = JsonObject.builder()
        .put("etag", root.deviceEtag().value())
        .put("status", root.status().azureName());
    root.statusReason().ifPresent(reason -> json.put("statusReason", reason));
    return json.put("statusUpdatedTime", root.statusUpdateTime().toString()).build();
  }

  private static JsonObject connection(ConnectionState state) {
    return JsonObject.builder()
        .put("connected", state.connected())
        .put("stateUpdatedTime", state.stateUpdatedTime().toString())
        .put("lastActivityTime", state.lastActivityTime().toString())
        .put("modelId", state.modelId())
        .build();
  }

  private static JsonObject section(Version version, JsonObject values, PropertyMetadata metadata) {
    return JsonObject.builder()
        .put("version", version.asJson())
        .put("values", values)
        .put("metadata", MetadataRecord.of(metadata))
        .build();
  }

  /**
   * Reads what {@link #bytes} wrote.
   *
   * @throws RuntimeException saying what is wrong, if it is anything else
   */
  static StoredTwin parse(TwinAddress address, byte[] document) {
    JsonObject json = JsonText.parseOwn(document);
    Identity identity = IdentityRecord.parse(address, Fields.object(json, "identity"));
    Twin twin = new Twin(
        address,
        root(identity, json),
        new Etag(Fields.text(json, "etag")),
        new Version(Fields.number(json, "version")),
        new Tags(Fields.object(json, "tags")),
        desired(Fields.object(json, "desired")),
        reported(Fields.object(json, "reported")));
    return new StoredTwin(identity, twin);
  }

  private static TwinRoot root(Identity identity, JsonObject json) {
    ConnectionState connection = parseConnection(Fields.object(json, "connection"));
    if (identity.address().moduleId().isEmpty()) {
      return TwinRoot.of(identity, identity, connection);
    }
    JsonObject device = Fields.object(json, "device");
    return new TwinRoot(
        new IdentityEtag(Fields.text(device, "etag")),
        IdentityRecord.status(device),
        Fields.findText(device, "statusReason"),
        Fields.time(device, "statusUpdatedTime"),
        Credentials.of(identity.authentication()),
        connection,
        identity.edge(),
        identity.deviceScope(),
        identity.parentScopes());
  }

  private static ConnectionState parseConnection(JsonObject json) {
    return new ConnectionState(
        Fields.flag(json, "connected"),
        Fields.time(json, "stateUpdatedTime"),
        Fields.time(json, "lastActivityTime"),
        Fields.text(json, "modelId"));
  }

  private static DesiredProperties desired(JsonObject json) {
    return new DesiredProperties(
        Fields.object(json, "values"),
        MetadataRecord.parse(Fields.object(json, "metadata")),
        new Version(Fields.number(json, "version")));
  }

  private static ReportedProperties reported(JsonObject json) {
    return new ReportedProperties(
        Fields.object(json, "values"),
        MetadataRecord.parse(Fields.object(json, "metadata")),
        new Version(Fields.number(json, "version")));
  }
}
