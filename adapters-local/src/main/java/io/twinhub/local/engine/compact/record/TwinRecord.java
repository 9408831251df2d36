package io.twinhub.local.engine.compact.record;

import io.twinhub.application.json.JsonSource;
import io.twinhub.application.json.JsonSource.Piece;
import io.twinhub.application.json.JsonText;
import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.Etag;
import io.twinhub.domain.twin.TwinRoot;
import io.twinhub.domain.twin.property.Version;
import io.twinhub.local.engine.compact.bytes.PackedBytes;
import io.twinhub.local.engine.compact.bytes.PackedCursor;
import io.twinhub.local.engine.compact.bytes.PackedSection;
import io.twinhub.local.engine.compact.bytes.SharedTexts;
import io.twinhub.local.engine.compact.bytes.Values;
import io.twinhub.local.engine.compact.text.StoredTime;
import io.twinhub.local.engine.compact.text.ValueText;
import java.time.Instant;

/**
 * A registration as one JSON document: {@code {"identity","device"?,"configurations"?,"connection","etag","version",
 * "tags","desired":{"version","values","metadata"},"reported":{…}}}. Nothing is lost: numbers keep their
 * digits, members their order, times their nanoseconds. Unlike the documents on the wire, it holds keys.
 *
 * <p>Only modules have {@code device}: what their twins show of the device that they belong to. Documents
 * are made from packed bytes and packed again without intermediate objects for the large parts.
 */
public final class TwinRecord {
  private static final byte[] IDENTITY = ValueText.ascii("{\"identity\":");
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

  /**
   * The buffer in which a thread assembles its documents. It grows to the longest of them, a few times the
   * size of a twin.
   */
  private static final ThreadLocal<PackedBytes> SCRATCH = ThreadLocal.withInitial(PackedBytes::new);

  private final SharedTexts words;
  private final Values values;
  private final ValueText texts;
  private final MetadataRecord metadata;

  public TwinRecord(SharedTexts words, Values values, ValueText texts) {
    this.words = words;
    this.values = values;
    this.texts = texts;
    this.metadata = new MetadataRecord(values);
  }

  /** The document of a twin that last sent or received at {@code lastActivity}, if not later. */
  public byte[] document(TwinParts twin, Instant lastActivity) {
    TwinParts.Sections sections = twin.sections();
    TwinParts.Counters counters = twin.counters();
    byte[] identity = twin.identity().text();
    byte[] tags = sections.tags().text(() -> tags(sections.tags()));
    byte[] desired = sections.desired().text(() -> properties(sections.desired()));
    byte[] reported = sections.reported().text(() -> properties(sections.reported()));
    PackedBytes out = scratch();
    out.raw(IDENTITY);
    out.raw(identity);
    writeConnection(twin.connection().activeAt(lastActivity), out);
    ValueText.member(ETAG, counters.etag().value(), out);
    ValueText.member(VERSION, counters.twin().value(), out);
    out.raw(TAGS);
    out.raw(tags);
    ValueText.member(DESIRED, counters.desired().value(), out);
    out.raw(desired);
    ValueText.member(REPORTED, counters.reported().value(), out);
    out.raw(reported);
    out.one('}');
    return out.toArray();
  }

  private static void writeConnection(ConnectionState state, PackedBytes out) {
    ValueText.member(CONNECTED, state.connected(), out);
    StoredTime.member(STATE_UPDATED_TIME, state.stateUpdatedTime(), out);
    StoredTime.member(LAST_ACTIVITY_TIME, state.lastActivityTime(), out);
    ValueText.member(MODEL_ID, state.modelId(), out);
  }

  /** The emptied buffer; it must not be held while another method of this class is called. */
  private static PackedBytes scratch() {
    PackedBytes out = SCRATCH.get();
    out.clear();
    return out;
  }

  private byte[] tags(PackedSection section) {
    PackedBytes out = scratch();
    texts.write(new PackedCursor(section.values()), out);
    return out.toArray();
  }

  private byte[] properties(PackedSection section) {
    PackedBytes out = scratch();
    out.raw(VALUES);
    texts.write(new PackedCursor(section.values()), out);
    out.raw(METADATA);
    metadata.write(new PackedCursor(section.values()), new PackedCursor(section.metadata()), out);
    out.one('}');
    return out.toArray();
  }

  /**
   * Packs what {@link #document} wrote.
   *
   * @throws RuntimeException saying what is wrong, if {@code document} is anything else
   */
  public byte[] packed(TwinAddress address, byte[] document) {
    return JsonText.readOwn(document, in -> new Reading(in).parts(address).joined(address, values));
  }

  /** A document being packed. */
  private final class Reading {
    private final RecordFields fields;
    private final ValueReader reader;

    Reading(JsonSource in) {
      this.fields = new RecordFields(in);
      this.reader = new ValueReader(in, words, values);
    }

    TwinParts parts(TwinAddress address) {
      fields.begin();
      Identity identity = IdentityRecord.read(address, fields);
      TwinRoot root = address.moduleId().isPresent()
          ? IdentityRecord.readDevice(identity, fields)
          : TwinRoot.of(identity, identity, ConnectionState.NEVER);
      root = root.with(IdentityRecord.readStandings(fields));
      ConnectionState connection = connection();
      Etag etag = new Etag(fields.text("etag"));
      Version version = new Version(fields.number("version"));
      PackedSection tags = new PackedSection(PackedSection.DOCUMENT, values("tags"));
      fields.begin("desired");
      Version desiredVersion = new Version(fields.number("version"));
      PackedSection desired = properties();
      fields.begin("reported");
      Version reportedVersion = new Version(fields.number("version"));
      PackedSection reported = properties();
      fields.end();
      return new TwinParts(
          new TwinParts.Sections(tags, desired, reported),
          new TwinParts.Counters(version, desiredVersion, reportedVersion, etag),
          connection,
          new PackedIdentity(identity, root));
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

    private PackedBytes values(String member) {
      PackedBytes out = new PackedBytes(PackedSection.BYTES_EXPECTED);
      fields.value(member, Piece.OBJECT);
      reader.object(out);
      fields.passed();
      return out;
    }

    private PackedSection properties() {
      PackedBytes members = values("values");
      PackedBytes ofMembers = new PackedBytes(PackedSection.BYTES_EXPECTED);
      metadata.read(fields, new PackedCursor(members.toArray()), ofMembers);
      fields.end();
      return new PackedSection(PackedSection.DOCUMENT, members, ofMembers);
    }
  }
}
