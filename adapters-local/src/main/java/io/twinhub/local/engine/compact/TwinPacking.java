package io.twinhub.local.engine.compact;

import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.StandingsDocument;
import io.twinhub.domain.document.TwinDocument;
import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinRoot;
import io.twinhub.domain.twin.property.DesiredProperties;
import io.twinhub.domain.twin.property.PropertyMetadata;
import io.twinhub.domain.twin.property.ReportedProperties;
import io.twinhub.domain.twin.property.Standings;
import io.twinhub.domain.twin.property.Tags;
import io.twinhub.local.engine.compact.bytes.IdentityPacking;
import io.twinhub.local.engine.compact.bytes.MetadataPacking;
import io.twinhub.local.engine.compact.bytes.PackedBytes;
import io.twinhub.local.engine.compact.bytes.PackedCursor;
import io.twinhub.local.engine.compact.bytes.PackedSection;
import io.twinhub.local.engine.compact.bytes.RecentTexts;
import io.twinhub.local.engine.compact.bytes.SharedTexts;
import io.twinhub.local.engine.compact.bytes.Values;
import io.twinhub.local.engine.compact.record.PackedIdentity;
import io.twinhub.local.engine.compact.record.TwinParts;
import io.twinhub.local.engine.compact.record.TwinRecord;
import io.twinhub.local.engine.compact.text.MetadataText;
import io.twinhub.local.engine.compact.text.ValueText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Packs registrations into bytes and unpacks them. Any thread may pack; any thread may read what was
 * published after it was packed.
 */
public final class TwinPacking {
  /** The sections in the order in which they are packed. */
  private static final List<String> SECTIONS = List.of("tags", "desired", "reported");

  private static final JsonString CONNECTED_TEXT = new JsonString("Connected");
  private static final JsonString DISCONNECTED_TEXT = new JsonString("Disconnected");

  private final SharedTexts words = new SharedTexts();
  private final Values values = new Values(words);
  private final ValueText texts = new ValueText(words);
  private final MetadataText metadataTexts = new MetadataText(words, texts);
  private final TwinRecord records = new TwinRecord(words, values, texts);
  private final RecentTexts recent = new RecentTexts();

  /**
   * The parts of a registration.
   *
   * @param before an earlier state of the same registration; unchanged parts are shared with it
   */
  public TwinParts parts(Identity identity, Twin twin, Optional<TwinParts> before) {
    return new TwinParts(
        new TwinParts.Sections(
            tags(twin.tags(), before),
            desired(twin.desired(), before),
            reported(twin.reported(), before)),
        new TwinParts.Counters(
            twin.version(), twin.desired().version(), twin.reported().version(), twin.etag()),
        twin.root().connection(),
        before
            .map(TwinParts::identity)
            .filter(known -> known.isOf(identity, twin.root()))
            .orElseGet(() -> new PackedIdentity(identity, twin.root())));
  }

  private PackedSection tags(Tags tags, Optional<TwinParts> before) {
    return before
        .map(known -> known.sections().tags())
        .filter(known -> known.isOf(tags))
        .orElseGet(() -> new PackedSection(tags, packed(tags.values())));
  }

  private PackedSection desired(DesiredProperties desired, Optional<TwinParts> before) {
    return before
        .map(known -> known.sections().desired())
        .filter(known -> known.isOf(desired))
        .orElseGet(() -> new PackedSection(
            desired, packed(desired.values()), packed(desired.metadata(), desired.values())));
  }

  private PackedSection reported(ReportedProperties reported, Optional<TwinParts> before) {
    return before
        .map(known -> known.sections().reported())
        .filter(known -> known.isOf(reported))
        .orElseGet(() -> new PackedSection(
            reported, packed(reported.values()), packed(reported.metadata(), reported.values())));
  }

  private PackedBytes packed(JsonObject members) {
    PackedBytes out = new PackedBytes(PackedSection.BYTES_EXPECTED);
    values.write(members, out);
    return out;
  }

  private static PackedBytes packed(PropertyMetadata metadata, JsonObject members) {
    PackedBytes out = new PackedBytes(PackedSection.BYTES_EXPECTED);
    MetadataPacking.write(metadata, members, out);
    return out;
  }

  /** The bytes of the registration that consists of {@code parts}. */
  public byte[] pack(TwinAddress address, TwinParts parts) {
    return parts.joined(address, values);
  }

  /** The address of the packed registration: {@code device} or {@code device/module}. */
  public static String key(byte[] packed) {
    PackedCursor in = new PackedCursor(packed);
    boolean module = is(in.size(), TwinParts.MODULE);
    String device = in.text();
    return module ? device + "/" + in.text() : device;
  }

  private static boolean is(int flags, int flag) {
    return (flags & flag) != 0;
  }

  /** Whether the packed registration is a module. */
  public static boolean isModule(byte[] packed) {
    return is(new PackedCursor(packed).size(), TwinParts.MODULE);
  }

  /** Whether the device or module is connected. */
  public static boolean isConnected(byte[] packed) {
    return is(new PackedCursor(packed).size(), TwinParts.CONNECTED);
  }

  /** Whether it is an edge device. */
  public static boolean isEdge(byte[] packed) {
    return is(new PackedCursor(packed).size(), TwinParts.EDGE);
  }

  /** Whether the identity is disabled. */
  public static boolean isDisabled(byte[] packed) {
    return is(new PackedCursor(packed).size(), TwinParts.DISABLED);
  }

  /**
   * Compares the address of the packed registration with one written {@code device} or {@code
   * device/module}: below 0 if the packed one comes first.
   */
  public static int compare(byte[] packed, String address) {
    PackedCursor in = new PackedCursor(packed);
    boolean module = is(in.size(), TwinParts.MODULE);
    int slash = address.indexOf('/');
    int byDevice = in.compareText(address, 0, slash < 0 ? address.length() : slash);
    if (byDevice != 0 || !module || slash < 0) {
      return byDevice != 0 ? byDevice : Boolean.compare(module, slash >= 0);
    }
    return in.compareText(address, slash + 1, address.length());
  }

  /**
   * A value of the tags or properties, or of another field that is cheap to read.
   *
   * @return empty if the path leads elsewhere; the whole document must then be read
   */
  public Optional<Optional<JsonValue>> find(byte[] packed, List<String> path) {
    String root = path.isEmpty() ? "" : path.get(0);
    if (root.equals("tags") && path.size() > 1) {
      return Optional.of(find(packed, 0, path, 1));
    }
    if (root.equals("properties") && path.size() > 2 && !path.get(2).startsWith("$")) {
      int section = SECTIONS.indexOf(path.get(1));
      return Optional.of(section > 0 ? find(packed, section, path, 2) : Optional.empty());
    }
    if (root.equals(DocumentNames.CONFIGURATIONS)) {
      return Optional.of(ofConfigurations(packed, path));
    }
    return path.size() == 1 ? rootField(packed, root) : Optional.empty();
  }

  private Optional<JsonValue> find(byte[] packed, int section, List<String> path, int from) {
    PackedCursor in = new PackedCursor(packed);
    if (is(in.size(), TwinParts.MODULE)) {
      in.skipText();
    }
    in.skipText();
    for (int i = 0; i < section; i++) {
      in.skip(in.size());
    }
    in.number();
    return values.find(in, path, from);
  }

  private static Optional<JsonValue> ofConfigurations(byte[] packed, List<String> path) {
    Standings standings = standings(packed);
    return standings.isEmpty()
        ? Optional.empty()
        : StandingsDocument.of(standings).find(path.subList(1, path.size()));
  }

  /** The configurations that target the twin. */
  public static Standings standings(byte[] packed) {
    PackedCursor in = new PackedCursor(packed);
    int flags = in.size();
    if (!is(flags, TwinParts.STANDINGS)) {
      return Standings.NONE;
    }
    if (is(flags, TwinParts.MODULE)) {
      in.skipText();
    }
    in.skipText();
    for (int i = 0; i < SECTIONS.size(); i++) {
      in.skip(in.size());
    }
    in.number();
    return IdentityPacking.readStandings(in);
  }

  private static Optional<Optional<JsonValue>> rootField(byte[] packed, String name) {
    PackedCursor in = new PackedCursor(packed);
    int flags = in.size();
    return switch (name) {
      case DocumentNames.DEVICE_ID -> Optional.of(Optional.of(new JsonString(in.text())));
      case DocumentNames.CONNECTION_STATE ->
        Optional.of(
            Optional.of(is(flags, TwinParts.CONNECTED) ? CONNECTED_TEXT : DISCONNECTED_TEXT));
      default -> Optional.empty();
    };
  }

  /** The registration. */
  public StoredTwin unpack(byte[] packed) {
    PackedTwin in = new PackedTwin(packed);
    TwinAddress address = in.address();
    JsonObject desired = (JsonObject) values.read(in.desired());
    JsonObject reported = (JsonObject) values.read(in.reported());
    DesiredProperties desiredSection = new DesiredProperties(
        desired, MetadataPacking.read(desired, in.rest()), in.desiredVersion());
    ReportedProperties reportedSection = new ReportedProperties(
        reported, MetadataPacking.read(reported, in.rest()), in.reportedVersion());
    ConnectionState connection = in.connection(values);
    Identity identity = in.identity();
    TwinRoot root = in.root(TwinRoot.of(identity, identity, connection));
    Tags tags = new Tags((JsonObject) values.read(in.tags()));
    return new StoredTwin(
        identity,
        new Twin(address, root, in.etag(), in.version(), tags, desiredSection, reportedSection));
  }

  /**
   * The registration as a journal keeps it: a JSON document with everything, including its keys, but
   * without its address.
   *
   * @param lastActivity when it last sent or received, if that was after what is packed
   */
  public byte[] document(TwinParts parts, Instant lastActivity) {
    return records.document(parts, lastActivity);
  }

  /**
   * Packs the registration that {@link #document} wrote.
   *
   * @throws RuntimeException saying what is wrong, if {@code document} is anything else
   */
  public byte[] packed(TwinAddress address, byte[] document) {
    return records.packed(address, document);
  }

  /**
   * The document of the twin as JSON text, byte for byte what {@link TwinDocument} gives, but made without
   * intermediate objects. The array is shared and must not be modified.
   *
   * @param lastActivity when it last sent or received, if that was after what is packed
   * @return empty if the metadata does not mirror the values, so that the text can only be made from
   *     objects
   */
  public Optional<byte[]> text(byte[] packed, Instant lastActivity) {
    Optional<byte[]> known = recent.find(packed, lastActivity);
    if (known.isPresent()) {
      return known;
    }
    Optional<byte[]> made = newText(packed, lastActivity);
    recent.put(packed, lastActivity, made);
    return made;
  }

  private Optional<byte[]> newText(byte[] packed, Instant lastActivity) {
    PackedTwin in = new PackedTwin(packed);
    PackedBytes desired = new PackedBytes();
    PackedBytes reported = new PackedBytes();
    if (!metadataTexts.write(in.desired(), in.rest(), desired)
        || !metadataTexts.write(in.reported(), in.rest(), reported)) {
      return Optional.empty();
    }
    TwinRoot root = in.root(in.connection(values).activeAt(lastActivity));
    return Optional.of(new TwinText(in, texts).document(desired, reported, root));
  }
}
