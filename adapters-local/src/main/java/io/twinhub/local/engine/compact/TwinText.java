package io.twinhub.local.engine.compact;

import io.twinhub.domain.document.AuthenticationDocument;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.HubTime;
import io.twinhub.domain.document.IdentityDocument;
import io.twinhub.domain.document.StandingsDocument;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.identity.Thumbprint;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.twin.TwinRoot;
import io.twinhub.domain.twin.property.Version;
import io.twinhub.local.engine.compact.bytes.PackedBytes;
import io.twinhub.local.engine.compact.bytes.PackedCursor;
import io.twinhub.local.engine.compact.text.ValueText;
import java.util.Optional;

/**
 * Makes the text of a twin's document from the packed twin, byte for byte what {@link TwinDocument} would
 * give. It must be fast: one page of a query needs a hundred of them.
 */
final class TwinText {
  /** Enough for most documents, in bytes. */
  private static final int BYTES_EXPECTED = 2048;

  private static final byte[] DEVICE_ID = ValueText.ascii("{\"" + DocumentNames.DEVICE_ID + "\":");
  private static final byte[] MODULE_ID = name(DocumentNames.MODULE_ID);
  private static final byte[] ETAG = name(DocumentNames.ETAG);
  private static final byte[] DEVICE_ETAG = name(DocumentNames.DEVICE_ETAG);
  private static final byte[] STATUS = name(DocumentNames.STATUS);
  private static final byte[] STATUS_REASON = name(DocumentNames.STATUS_REASON);
  private static final byte[] STATUS_UPDATE_TIME = name(DocumentNames.STATUS_UPDATE_TIME);
  private static final byte[] CONNECTION_STATE = name(DocumentNames.CONNECTION_STATE);
  private static final byte[] LAST_ACTIVITY_TIME = name(DocumentNames.LAST_ACTIVITY_TIME);
  private static final byte[] AUTHENTICATION_TYPE = name(DocumentNames.AUTHENTICATION_TYPE);
  private static final byte[] MODEL_ID = name(DocumentNames.MODEL_ID);
  private static final byte[] TWIN_VERSION = name(DocumentNames.VERSION);
  private static final byte[] DEVICE_SCOPE = name(DocumentNames.DEVICE_SCOPE);
  private static final byte[] PARENT_SCOPES = name(DocumentNames.PARENT_SCOPES);
  private static final byte[] ATTRIBUTES = name(DocumentNames.ATTRIBUTES);
  private static final byte[] CONFIGURATIONS = name(DocumentNames.CONFIGURATIONS);
  private static final byte[] X509_THUMBPRINT = name(DocumentNames.X509_THUMBPRINT);
  private static final byte[] NO_MESSAGES =
      ValueText.ascii(",\"" + DocumentNames.MESSAGE_COUNT + "\":0");
  private static final byte[] TAGS = ValueText.ascii(",\"tags\":{");
  private static final byte[] DESIRED = ValueText.ascii(",\"properties\":{\"desired\":{");
  private static final byte[] REPORTED = ValueText.ascii(",\"reported\":{");
  private static final byte[] METADATA = ValueText.ascii("\"$metadata\":");
  private static final byte[] VERSION = ValueText.ascii(",\"$version\":");
  private static final byte[] CAPABILITIES = ValueText.ascii(
      ",\"" + DocumentNames.CAPABILITIES + "\":{\"" + DocumentNames.IOT_EDGE + "\":");
  private static final byte[] NO_THUMBPRINTS =
      JsonWriter.bytes(AuthenticationDocument.thumbprints(Optional.empty(), Optional.empty()));

  private final PackedTwin twin;
  private final ValueText texts;
  private final PackedBytes out = new PackedBytes(BYTES_EXPECTED);

  private static byte[] name(String name) {
    return ValueText.ascii(",\"" + name + "\":");
  }

  TwinText(PackedTwin twin, ValueText texts) {
    this.twin = twin;
    this.texts = texts;
  }

  /**
   * The document.
   *
   * @param desired metadata of desired properties as text
   * @param reported metadata of reported properties as text
   */
  byte[] document(PackedBytes desired, PackedBytes reported, TwinRoot root) {
    PackedCursor ids = twin.ids();
    out.raw(DEVICE_ID);
    texts.text(ids, out);
    if (twin.isModule()) {
      out.raw(MODULE_ID);
      texts.text(ids, out);
    }
    ValueText.member(ETAG, twin.etag().value(), out);
    root(root);
    ValueText.member(TWIN_VERSION, twin.version().value(), out);
    tags();
    out.raw(DESIRED);
    section(twin.desired(), desired, twin.desiredVersion());
    out.raw(REPORTED);
    section(twin.reported(), reported, twin.reportedVersion());
    out.one('}');
    end(root);
    return out.toArray();
  }

  private void root(TwinRoot root) {
    ValueText.member(DEVICE_ETAG, root.deviceEtag().value(), out);
    ValueText.member(STATUS, root.status().azureName(), out);
    ValueText.member(STATUS_REASON, root.statusReason(), out);
    ValueText.member(STATUS_UPDATE_TIME, HubTime.text(root.statusUpdateTime()), out);
    ValueText.member(
        CONNECTION_STATE, IdentityDocument.connectionState(root.connection().connected()), out);
    ValueText.member(LAST_ACTIVITY_TIME, HubTime.text(root.connection().lastActivityTime()), out);
    out.raw(NO_MESSAGES);
    ValueText.member(AUTHENTICATION_TYPE, root.credentials().type(), out);
    Optional<Thumbprint> primary = root.credentials().primary();
    Optional<Thumbprint> secondary = root.credentials().secondary();
    out.raw(X509_THUMBPRINT);
    out.raw(
        primary.isEmpty() && secondary.isEmpty()
            ? NO_THUMBPRINTS
            : JsonWriter.bytes(AuthenticationDocument.thumbprints(primary, secondary)));
    ValueText.member(MODEL_ID, root.connection().modelId(), out);
  }

  private void tags() {
    PackedCursor in = twin.tags();
    if (!texts.isEmptyObject(in)) {
      out.raw(TAGS);
      texts.members(in, out);
      out.one('}');
    }
  }

  private void section(PackedCursor values, PackedBytes metadata, Version version) {
    if (texts.members(values, out)) {
      out.one(',');
    }
    out.raw(METADATA);
    out.append(metadata);
    ValueText.member(VERSION, version.value(), out);
    out.one('}');
  }

  private void end(TwinRoot root) {
    if (!twin.isModule()) {
      ValueText.member(CAPABILITIES, root.edge(), out);
      out.one('}');
    }
    ValueText.member(DEVICE_SCOPE, root.deviceScope(), out);
    if (!root.parentScopes().isEmpty()) {
      out.raw(PARENT_SCOPES);
      ValueText.array(root.parentScopes(), out);
    }
    root.attributes().ifPresent(own -> {
      out.raw(ATTRIBUTES);
      out.raw(JsonWriter.bytes(own));
    });
    if (!root.standings().isEmpty()) {
      out.raw(CONFIGURATIONS);
      out.raw(JsonWriter.bytes(StandingsDocument.of(root.standings())));
    }
    out.one('}');
  }
}
