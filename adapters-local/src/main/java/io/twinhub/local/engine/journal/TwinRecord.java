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
import io.twinhub.local.json.JsonSink;
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
    return JsonText.bytes(out -> write(stored, out));
  }

  private static void write(StoredTwin stored, JsonSink out) {
    Twin twin = stored.twin();
    out.beginObject().name("identity");
    IdentityRecord.write(stored.identity(), out);
    if (stored.address().moduleId().isPresent()) {
      writeDevice(twin.root(), out);
    }
    writeConnection(twin.root().connection(), out);
    out.put("etag", twin.etag().value());
    out.put("version", twin.version().value());
    out.put("tags", twin.tags().values());
    DesiredProperties desired = twin.desired();
    out.name("desired");
    writeSection(desired.version(), desired.values(), desired.metadata(), out);
    ReportedProperties reported = twin.reported();
    out.name("reported");
    writeSection(reported.version(), reported.values(), reported.metadata(), out);
    out.endObject();
  }

  private static void writeDevice(TwinRoot root, JsonSink out) {
    out.name("device").beginObject();
    out.put("etag", root.deviceEtag().value());
    out.put("status", root.status().azureName());
    root.statusReason().ifPresent(reason -> out.put("statusReason", reason));
    out.put("statusUpdatedTime", StoredTime.text(root.statusUpdateTime()));
    out.endObject();
  }

  private static void writeConnection(ConnectionState state, JsonSink out) {
    out.name("connection").beginObject();
    out.put("connected", state.connected());
    out.put("stateUpdatedTime", StoredTime.text(state.stateUpdatedTime()));
    out.put("lastActivityTime", StoredTime.text(state.lastActivityTime()));
    out.put("modelId", state.modelId());
    out.endObject();
  }

  private static void writeSection(
      Version version, JsonObject values, PropertyMetadata metadata, JsonSink out) {
    out.beginObject();
    out.put("version", version.value());
    out.put("values", values);
    out.name("metadata");
    MetadataRecord.write(metadata, out);
    out.endObject();
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
