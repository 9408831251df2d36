package io.twinhub.local.engine.journal;

import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityEtag;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.Thumbprint;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.local.json.JsonSink;

/** An identity as stored, keys and all; its address is the row's. */
final class IdentityRecord {
  private IdentityRecord() {}

  static void write(Identity identity, JsonSink out) {
    out.beginObject();
    out.put("generationId", identity.generationId());
    out.put("etag", identity.etag().value());
    writeAuthentication(identity.authentication(), out);
    out.put("status", identity.status().azureName());
    identity.statusReason().ifPresent(reason -> out.put("statusReason", reason));
    out.put("statusUpdatedTime", StoredTime.text(identity.statusUpdatedTime()));
    out.put("edge", identity.edge());
    identity.managedBy().ifPresent(manager -> out.put("managedBy", manager));
    identity.deviceScope().ifPresent(scope -> out.put("deviceScope", scope));
    if (!identity.parentScopes().isEmpty()) {
      out.put("parentScopes", identity.parentScopes());
    }
    out.endObject();
  }

  private static void writeAuthentication(Authentication authentication, JsonSink out) {
    out.name("authentication").beginObject().put("type", authentication.type());
    if (authentication instanceof Authentication.Sas sas) {
      out.put("primaryKey", sas.primaryKey().base64());
      out.put("secondaryKey", sas.secondaryKey().base64());
    } else if (authentication instanceof Authentication.SelfSigned certificate) {
      certificate.primary().ifPresent(t -> out.put("primaryThumbprint", t.hex()));
      certificate.secondary().ifPresent(t -> out.put("secondaryThumbprint", t.hex()));
    }
    out.endObject();
  }

  static Identity parse(TwinAddress address, JsonObject json) {
    return new Identity(
        address,
        Fields.text(json, "generationId"),
        new IdentityEtag(Fields.text(json, "etag")),
        parseAuthentication(Fields.object(json, "authentication")),
        status(json),
        Fields.findText(json, "statusReason"),
        Fields.time(json, "statusUpdatedTime"),
        Fields.flag(json, "edge"),
        Fields.findText(json, "managedBy"),
        Fields.findText(json, "deviceScope"),
        Fields.texts(json, "parentScopes"));
  }

  static DeviceStatus status(JsonObject json) {
    String name = Fields.text(json, "status");
    for (DeviceStatus status : DeviceStatus.values()) {
      if (status.azureName().equals(name)) {
        return status;
      }
    }
    throw Fields.damaged("status");
  }

  private static Authentication parseAuthentication(JsonObject json) {
    return switch (Fields.text(json, "type")) {
      case "sas" ->
        new Authentication.Sas(
            new SharedKey(Fields.text(json, "primaryKey")),
            new SharedKey(Fields.text(json, "secondaryKey")));
      case "selfSigned" ->
        new Authentication.SelfSigned(
            Fields.findText(json, "primaryThumbprint").map(Thumbprint::new),
            Fields.findText(json, "secondaryThumbprint").map(Thumbprint::new));
      case "certificateAuthority" -> new Authentication.CertificateAuthority();
      case "none" -> new Authentication.None();
      default -> throw Fields.damaged("authentication");
    };
  }
}
