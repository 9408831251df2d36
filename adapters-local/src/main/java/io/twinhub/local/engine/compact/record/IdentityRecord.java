package io.twinhub.local.engine.compact.record;

import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.document.StandingsDocument;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityAdditions;
import io.twinhub.domain.identity.IdentityEtag;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.Thumbprint;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.twin.TwinRoot;
import io.twinhub.domain.twin.property.Standings;
import io.twinhub.local.engine.compact.bytes.PackedBytes;
import io.twinhub.local.engine.compact.text.StoredTime;
import io.twinhub.local.engine.compact.text.ValueText;
import java.util.Optional;

/** An identity as stored, including its keys; its address is that of the row. */
final class IdentityRecord {
  private static final byte[] GENERATION_ID = ValueText.ascii("{\"generationId\":");
  private static final byte[] ETAG = ValueText.ascii(",\"etag\":");
  private static final byte[] TYPE = ValueText.ascii(",\"authentication\":{\"type\":");
  private static final byte[] PRIMARY_KEY = ValueText.ascii(",\"primaryKey\":");
  private static final byte[] SECONDARY_KEY = ValueText.ascii(",\"secondaryKey\":");
  private static final byte[] PRIMARY_THUMBPRINT = ValueText.ascii(",\"primaryThumbprint\":");
  private static final byte[] SECONDARY_THUMBPRINT = ValueText.ascii(",\"secondaryThumbprint\":");
  private static final byte[] STATUS = ValueText.ascii("},\"status\":");
  private static final byte[] STATUS_REASON = ValueText.ascii(",\"statusReason\":");
  private static final byte[] STATUS_UPDATED_TIME = ValueText.ascii(",\"statusUpdatedTime\":");
  private static final byte[] EDGE = ValueText.ascii(",\"edge\":");
  private static final byte[] MANAGED_BY = ValueText.ascii(",\"managedBy\":");
  private static final byte[] DEVICE_SCOPE = ValueText.ascii(",\"deviceScope\":");
  private static final byte[] PARENT_SCOPES = ValueText.ascii(",\"parentScopes\":");
  private static final byte[] ATTRIBUTES = ValueText.ascii(",\"attributes\":");
  private static final byte[] AUTHENTICATION_ADDITIONS =
      ValueText.ascii(",\"authenticationAdditions\":");
  private static final byte[] DEVICE = ValueText.ascii(",\"device\":{\"etag\":");
  private static final byte[] CONFIGURATIONS = ValueText.ascii(",\"configurations\":");
  private static final byte[] DEVICE_STATUS = ValueText.ascii(",\"status\":");

  private IdentityRecord() {}

  /** Writes the identity and, for a module, what its twin shows of its device. */
  static void write(Identity identity, TwinRoot root, PackedBytes out) {
    write(identity, out);
    if (identity.address().moduleId().isPresent()) {
      ValueText.member(DEVICE, root.deviceEtag().value(), out);
      ValueText.member(DEVICE_STATUS, root.status().azureName(), out);
      ValueText.member(STATUS_REASON, root.statusReason(), out);
      StoredTime.member(STATUS_UPDATED_TIME, root.statusUpdateTime(), out);
      out.one('}');
    }
    if (!root.standings().isEmpty()) {
      out.raw(CONFIGURATIONS);
      out.raw(JsonWriter.bytes(StandingsDocument.of(root.standings())));
    }
  }

  private static void write(Identity identity, PackedBytes out) {
    ValueText.member(GENERATION_ID, identity.generationId(), out);
    ValueText.member(ETAG, identity.etag().value(), out);
    write(identity.authentication(), out);
    ValueText.member(STATUS, identity.status().azureName(), out);
    ValueText.member(STATUS_REASON, identity.statusReason(), out);
    StoredTime.member(STATUS_UPDATED_TIME, identity.statusUpdatedTime(), out);
    ValueText.member(EDGE, identity.edge(), out);
    ValueText.member(MANAGED_BY, identity.managedBy(), out);
    ValueText.member(DEVICE_SCOPE, identity.deviceScope(), out);
    if (!identity.parentScopes().isEmpty()) {
      out.raw(PARENT_SCOPES);
      ValueText.array(identity.parentScopes(), out);
    }
    identity.additions().attributes().ifPresent(own -> {
      out.raw(ATTRIBUTES);
      out.raw(JsonWriter.bytes(own));
    });
    if (!identity.additions().authentication().isEmpty()) {
      out.raw(AUTHENTICATION_ADDITIONS);
      out.raw(JsonWriter.bytes(identity.additions().authentication()));
    }
    out.one('}');
  }

  private static void write(Authentication authentication, PackedBytes out) {
    ValueText.member(TYPE, authentication.type(), out);
    if (authentication instanceof Authentication.Sas sas) {
      ValueText.member(PRIMARY_KEY, sas.primaryKey().base64(), out);
      ValueText.member(SECONDARY_KEY, sas.secondaryKey().base64(), out);
    } else if (authentication instanceof Authentication.SelfSigned certificate) {
      ValueText.member(PRIMARY_THUMBPRINT, certificate.primary().map(Thumbprint::hex), out);
      ValueText.member(SECONDARY_THUMBPRINT, certificate.secondary().map(Thumbprint::hex), out);
    }
  }

  /** Reads the identity at the current position of {@code fields}. */
  static Identity read(TwinAddress address, RecordFields fields) {
    fields.begin("identity");
    String generationId = fields.text("generationId");
    IdentityEtag etag = new IdentityEtag(fields.text("etag"));
    fields.begin("authentication");
    Authentication authentication = authentication(fields);
    fields.end();
    DeviceStatus status = status(fields);
    Optional<String> statusReason = fields.findText("statusReason");
    Identity identity = new Identity(
        address,
        generationId,
        etag,
        authentication,
        status,
        statusReason,
        fields.time("statusUpdatedTime"),
        fields.flag("edge"),
        fields.findText("managedBy"),
        fields.findText("deviceScope"),
        fields.texts("parentScopes"),
        new IdentityAdditions(
            fields.findObject("attributes"),
            fields.findObject("authenticationAdditions").orElse(JsonObject.EMPTY)));
    fields.end();
    return identity;
  }

  /** Reads the configurations that target the twin, if any do. */
  static Standings readStandings(RecordFields fields) {
    return fields
        .findObject(DocumentNames.CONFIGURATIONS)
        .map(Members::leniently)
        .map(StandingsDocument::read)
        .orElse(Standings.NONE);
  }

  /** Reads what a module's twin shows of its device; the rest is taken from the module. */
  static TwinRoot readDevice(Identity module, RecordFields fields) {
    fields.begin("device");
    TwinRoot root = new TwinRoot(
        new IdentityEtag(fields.text("etag")),
        status(fields),
        fields.findText("statusReason"),
        fields.time("statusUpdatedTime"),
        TwinRoot.Credentials.of(module.authentication()),
        ConnectionState.NEVER,
        module.edge(),
        module.deviceScope(),
        module.parentScopes(),
        module.additions().attributes());
    fields.end();
    return root;
  }

  private static DeviceStatus status(RecordFields fields) {
    String name = fields.text("status");
    for (DeviceStatus status : DeviceStatus.values()) {
      if (status.azureName().equals(name)) {
        return status;
      }
    }
    throw RecordFields.damaged("status");
  }

  private static Authentication authentication(RecordFields fields) {
    return switch (fields.text("type")) {
      case "sas" ->
        new Authentication.Sas(
            new SharedKey(fields.text("primaryKey")), new SharedKey(fields.text("secondaryKey")));
      case "selfSigned" ->
        new Authentication.SelfSigned(
            fields.findText("primaryThumbprint").map(Thumbprint::new),
            fields.findText("secondaryThumbprint").map(Thumbprint::new));
      case "certificateAuthority" -> new Authentication.CertificateAuthority();
      case "none" -> new Authentication.None();
      default -> throw RecordFields.damaged("authentication");
    };
  }
}
