package io.twinhub.local.engine.pack;

import io.twinhub.domain.identity.Thumbprint;
import io.twinhub.domain.twin.Etag;
import io.twinhub.domain.twin.HubTime;
import io.twinhub.domain.twin.TwinDocument;
import io.twinhub.domain.twin.TwinRoot;
import java.util.Optional;

/**
 * The text of a twin's document being made from the packed twin, byte for byte what {@link TwinDocument}
 * would give; a page of a query is a hundred of them.
 */
final class TwinText {
  /** Room for most documents, in bytes. */
  private static final int BYTES_EXPECTED = 2048;

  private static final byte[] DEVICE_ID = ValueText.ascii("{\"deviceId\":");
  private static final byte[] MODULE_ID = name("moduleId");
  private static final byte[] ETAG = name("etag");
  private static final byte[] DEVICE_ETAG = name("deviceEtag");
  private static final byte[] STATUS = name("status");
  private static final byte[] STATUS_REASON = name("statusReason");
  private static final byte[] STATUS_UPDATE_TIME = name("statusUpdateTime");
  private static final byte[] CONNECTION_STATE = name("connectionState");
  private static final byte[] LAST_ACTIVITY_TIME = name("lastActivityTime");
  private static final byte[] AUTHENTICATION_TYPE = name("authenticationType");
  private static final byte[] MODEL_ID = name("modelId");
  private static final byte[] TWIN_VERSION = name("version");
  private static final byte[] DEVICE_SCOPE = name("deviceScope");
  private static final byte[] PARENT_SCOPES = name("parentScopes");
  private static final byte[] X509_THUMBPRINT = name("x509Thumbprint");
  private static final byte[] NO_MESSAGES = ValueText.ascii(",\"cloudToDeviceMessageCount\":0");
  private static final byte[] TAGS = ValueText.ascii(",\"tags\":{");
  private static final byte[] DESIRED = ValueText.ascii(",\"properties\":{\"desired\":{");
  private static final byte[] REPORTED = ValueText.ascii(",\"reported\":{");
  private static final byte[] METADATA = ValueText.ascii("\"$metadata\":");
  private static final byte[] VERSION = ValueText.ascii(",\"$version\":");
  private static final byte[] CAPABILITIES = ValueText.ascii(",\"capabilities\":{\"iotEdge\":");
  private static final byte[] NO_THUMBPRINTS = ValueText.ascii(
      ",\"x509Thumbprint\":{\"primaryThumbprint\":null,\"secondaryThumbprint\":null}");

  private final PackedCursor packed;
  private final ValueText texts;
  private final PackedBytes out = new PackedBytes(BYTES_EXPECTED);

  private static byte[] name(String name) {
    return ValueText.ascii(",\"" + name + "\":");
  }

  TwinText(PackedCursor packed, ValueText texts) {
    this.packed = packed;
    this.texts = texts;
  }

  /**
   * What was found in a packed twin.
   *
   * @param tags where they stand
   */
  record Parts(
      int tags,
      Section desired,
      Section reported,
      long version,
      Etag etag,
      TwinRoot root,
      boolean module) {}

  /**
   * Desired or reported properties.
   *
   * @param values where they stand
   * @param metadata as text
   */
  record Section(int values, PackedBytes metadata, long version) {}

  byte[] document(Parts parts) {
    PackedCursor in = packed.other(0);
    in.number();
    out.raw(DEVICE_ID);
    texts.text(in, out);
    if (parts.module()) {
      out.raw(MODULE_ID);
      texts.text(in, out);
    }
    text(ETAG, parts.etag().value());
    root(parts.root());
    out.raw(TWIN_VERSION);
    ValueText.digits(parts.version(), out);
    tags(parts.tags());
    out.raw(DESIRED);
    section(parts.desired());
    out.raw(REPORTED);
    section(parts.reported());
    out.one('}');
    end(parts);
    return out.toArray();
  }

  private void root(TwinRoot root) {
    text(DEVICE_ETAG, root.deviceEtag().value());
    text(STATUS, root.status().azureName());
    root.statusReason().ifPresent(reason -> text(STATUS_REASON, reason));
    text(STATUS_UPDATE_TIME, HubTime.text(root.statusUpdateTime()));
    text(CONNECTION_STATE, TwinDocument.connectionState(root.connection().connected()));
    text(LAST_ACTIVITY_TIME, HubTime.text(root.connection().lastActivityTime()));
    out.raw(NO_MESSAGES);
    text(AUTHENTICATION_TYPE, root.credentials().type());
    Optional<Thumbprint> primary = root.credentials().primary();
    Optional<Thumbprint> secondary = root.credentials().secondary();
    if (primary.isEmpty() && secondary.isEmpty()) {
      out.raw(NO_THUMBPRINTS);
    } else {
      out.raw(X509_THUMBPRINT);
      out.raw(ValueText.ascii(TwinDocument.thumbprints(primary, secondary).toString()));
    }
    text(MODEL_ID, root.connection().modelId());
  }

  private void tags(int section) {
    PackedCursor in = packed.other(section);
    if (!texts.isEmptyObject(in)) {
      out.raw(TAGS);
      texts.members(in, out);
      out.one('}');
    }
  }

  private void section(Section section) {
    if (texts.members(packed.other(section.values()), out)) {
      out.one(',');
    }
    out.raw(METADATA);
    out.append(section.metadata());
    out.raw(VERSION);
    ValueText.digits(section.version(), out);
    out.one('}');
  }

  private void end(Parts parts) {
    TwinRoot root = parts.root();
    if (!parts.module()) {
      out.raw(CAPABILITIES);
      out.raw(ValueText.ascii(root.edge() ? "true}" : "false}"));
    }
    root.deviceScope().ifPresent(scope -> text(DEVICE_SCOPE, scope));
    if (!root.parentScopes().isEmpty()) {
      out.raw(PARENT_SCOPES);
      char before = '[';
      for (String scope : root.parentScopes()) {
        out.one(before);
        ValueText.quoted(scope, out);
        before = ',';
      }
      out.one(']');
    }
    out.one('}');
  }

  private void text(byte[] name, String value) {
    out.raw(name);
    ValueText.quoted(value, out);
  }
}
