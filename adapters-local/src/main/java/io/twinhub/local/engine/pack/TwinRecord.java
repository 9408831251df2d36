package io.twinhub.local.engine.pack;

import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityEtag;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.Etag;
import io.twinhub.domain.twin.TwinRoot;
import io.twinhub.domain.twin.TwinRoot.Credentials;
import io.twinhub.domain.twin.Version;
import io.twinhub.local.json.JsonSource;
import io.twinhub.local.json.JsonSource.Piece;
import io.twinhub.local.json.JsonText;
import java.time.Instant;
import java.util.Optional;

/**
 * A registration as one JSON document: {@code {"identity","device"?,"connection","etag","version",
 * "tags","desired":{"version","values","metadata"},"reported":{…}}}. Nothing is lost: numbers keep their
 * digits, members their order, times their nanoseconds. Unlike the documents on the wire it holds keys.
 *
 * <p>{@code device} stands in modules only: what their twins show of the device that they belong to.
 * Documents are made of packed bytes and become packed bytes, without objects on the way for what is large.
 */
final class TwinRecord {
  /** Room for most documents, in bytes. */
  private static final int BYTES_EXPECTED = 2048;

  private static final byte[] IDENTITY = ValueText.ascii("{\"identity\":");
  private static final byte[] DEVICE = ValueText.ascii(",\"device\":{\"etag\":");
  private static final byte[] STATUS = ValueText.ascii(",\"status\":");
  private static final byte[] STATUS_REASON = ValueText.ascii(",\"statusReason\":");
  private static final byte[] STATUS_UPDATED_TIME = ValueText.ascii(",\"statusUpdatedTime\":");
  private static final byte[] CONNECTED = ValueText.ascii(",\"connection\":{\"connected\":");
  private static final byte[] STATE_UPDATED_TIME = ValueText.ascii(",\"stateUpdatedTime\":");
  private static final byte[] LAST_ACTIVITY_TIME = ValueText.ascii(",\"lastActivityTime\":");
  private static final byte[] MODEL_ID = ValueText.ascii(",\"modelId\":");
  private static final byte[] ETAG = ValueText.ascii("},\"etag\":");
  private static final byte[] VERSION = ValueText.ascii(",\"version\":");
  private static final byte[] TAGS = ValueText.ascii(",\"tags\":");
  private static final byte[] DESIRED = ValueText.ascii(",\"desired\":{\"version\":");
  private static final byte[] REPORTED = ValueText.ascii(",\"reported\":{\"version\":");
  private static final byte[] VALUES = ValueText.ascii(",\"values\":");
  private static final byte[] METADATA = ValueText.ascii(",\"metadata\":");

  private final Words words;
  private final Values values;
  private final ValueText texts;
  private final MetadataRecord metadata;

  TwinRecord(Words words, Values values, ValueText texts) {
    this.words = words;
    this.values = values;
    this.texts = texts;
    this.metadata = new MetadataRecord(values);
  }

  /** The document of {@code twin}, of which nothing was read yet behind its etag. */
  byte[] document(PackedTwin twin, Instant lastActivity) {
    PackedBytes desired = new PackedBytes();
    metadata.write(twin.desired(), twin.rest(), desired);
    PackedBytes reported = new PackedBytes();
    metadata.write(twin.reported(), twin.rest(), reported);
    ConnectionState connection = twin.connection(values).activeAt(lastActivity);
    Identity identity = twin.identity();
    PackedBytes out = new PackedBytes(BYTES_EXPECTED);
    out.raw(IDENTITY);
    IdentityRecord.write(identity, out);
    if (twin.isModule()) {
      writeDevice(twin.root(TwinRoot.of(identity, identity, connection)), out);
    }
    writeConnection(connection, out);
    ValueText.member(ETAG, twin.etag().value(), out);
    ValueText.member(VERSION, twin.version().value(), out);
    out.raw(TAGS);
    texts.write(twin.tags(), out);
    ValueText.member(DESIRED, twin.desiredVersion().value(), out);
    writeSection(twin.desired(), desired, out);
    ValueText.member(REPORTED, twin.reportedVersion().value(), out);
    writeSection(twin.reported(), reported, out);
    out.one('}');
    return out.toArray();
  }

  private static void writeDevice(TwinRoot root, PackedBytes out) {
    ValueText.member(DEVICE, root.deviceEtag().value(), out);
    ValueText.member(STATUS, root.status().azureName(), out);
    ValueText.member(STATUS_REASON, root.statusReason(), out);
    StoredTime.member(STATUS_UPDATED_TIME, root.statusUpdateTime(), out);
    out.one('}');
  }

  private static void writeConnection(ConnectionState state, PackedBytes out) {
    ValueText.member(CONNECTED, state.connected(), out);
    StoredTime.member(STATE_UPDATED_TIME, state.stateUpdatedTime(), out);
    StoredTime.member(LAST_ACTIVITY_TIME, state.lastActivityTime(), out);
    ValueText.member(MODEL_ID, state.modelId(), out);
  }

  private void writeSection(PackedCursor members, PackedBytes ofMembers, PackedBytes out) {
    out.raw(VALUES);
    texts.write(members, out);
    out.raw(METADATA);
    out.append(ofMembers);
    out.one('}');
  }

  /**
   * Packs what {@link #document} wrote.
   *
   * @throws RuntimeException saying what is wrong, if it is anything else
   */
  byte[] packed(TwinAddress address, byte[] document) {
    return JsonText.readOwn(document, in -> new Reading(address, in).packed());
  }

  /** A document being packed. */
  private final class Reading {
    private final TwinAddress address;
    private final RecordFields fields;
    private final ValueReader reader;
    private final TwinParts parts;

    Reading(TwinAddress address, JsonSource in) {
      this.address = address;
      this.fields = new RecordFields(in);
      this.reader = new ValueReader(in, words, values);
      this.parts = new TwinParts(address);
    }

    byte[] packed() {
      fields.begin();
      Identity identity = IdentityRecord.read(address, fields);
      Optional<TwinRoot> ofDevice =
          address.moduleId().isPresent() ? Optional.of(device(identity)) : Optional.empty();
      ConnectionState connection = connection();
      TwinRoot own = TwinRoot.of(identity, identity, connection);
      TwinRoot root = ofDevice.map(device -> device.with(connection)).orElse(own);
      Etag etag = new Etag(fields.text("etag"));
      Version version = new Version(fields.number("version"));
      values("tags", parts.tags);
      Version desired = section("desired", parts.desired, parts.desiredMetadata);
      Version reported = section("reported", parts.reported, parts.reportedMetadata);
      fields.end();
      parts.versions(version, desired, reported, etag);
      parts.registration(identity, root, TwinRecord.this.values);
      return parts.joined();
    }

    private TwinRoot device(Identity module) {
      fields.begin("device");
      TwinRoot root = new TwinRoot(
          new IdentityEtag(fields.text("etag")),
          IdentityRecord.status(fields),
          fields.findText("statusReason"),
          fields.time("statusUpdatedTime"),
          Credentials.of(module.authentication()),
          ConnectionState.NEVER,
          module.edge(),
          module.deviceScope(),
          module.parentScopes());
      fields.end();
      return root;
    }

    private ConnectionState connection() {
      fields.begin("connection");
      ConnectionState state = new ConnectionState(
          fields.flag("connected"),
          fields.time("stateUpdatedTime"),
          fields.time("lastActivityTime"),
          fields.text("modelId"));
      fields.end();
      return state;
    }

    private void values(String member, PackedBytes out) {
      fields.value(member, Piece.OBJECT);
      reader.object(out);
      fields.passed();
    }

    private Version section(String member, PackedBytes members, PackedBytes ofMembers) {
      fields.begin(member);
      Version version = new Version(fields.number("version"));
      values("values", members);
      metadata.read(fields, new PackedCursor(members.toArray()), ofMembers);
      fields.end();
      return version;
    }
  }
}
