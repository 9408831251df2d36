package io.twinhub.local.engine.pack;

import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.DesiredProperties;
import io.twinhub.domain.twin.Etag;
import io.twinhub.domain.twin.ReportedProperties;
import io.twinhub.domain.twin.Tags;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinDocument;
import io.twinhub.domain.twin.TwinRoot;
import io.twinhub.domain.twin.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Registrations as bytes and back. Any thread packs; any thread reads what was published after it was
 * packed.
 */
public final class TwinPacking {
  /*
   * flags, device id, [module id], tags, desired, reported (each behind its length, so that a query
   * comes to a property without reading what stands before it), versions, [etag], metadata of desired
   * and reported, connection, identity, [what a module's twin shows of its device].
   */
  private static final int MODULE = 1;
  private static final int CONNECTED = 2;
  private static final int DISABLED = 4;
  private static final int EDGE = 8;

  /** The etag counts service states, as all of this hub's do. */
  private static final int COUNTED_ETAG = 16;

  /** The root shows the identity's own status and etag, as a device's does. */
  private static final int OWN_ROOT = 32;

  /** Where the sections stand among one another. */
  private static final List<String> SECTIONS = List.of("tags", "desired", "reported");

  private static final JsonString CONNECTED_TEXT = new JsonString("Connected");
  private static final JsonString DISCONNECTED_TEXT = new JsonString("Disconnected");

  private final Words words = new Words();
  private final Values values = new Values(words);
  private final ValueText texts = new ValueText(words);
  private final MetadataText metadataTexts = new MetadataText(words, texts);
  private final RecentTexts recent = new RecentTexts();

  /** The bytes of a registration. */
  public byte[] pack(Identity identity, Twin twin) {
    PackedBytes out = new PackedBytes();
    int flags = flags(identity, twin);
    out.number(flags);
    out.text(twin.address().deviceId().value());
    twin.address().moduleId().ifPresent(module -> out.text(module.value()));
    section(twin.tags().values(), out);
    section(twin.desired().values(), out);
    section(twin.reported().values(), out);
    out.number(twin.version().value());
    out.number(twin.desired().version().value());
    out.number(twin.reported().version().value());
    if ((flags & COUNTED_ETAG) == 0) {
      out.text(twin.etag().value());
    }
    MetadataPacking.write(twin.desired().metadata(), twin.desired().values(), out);
    MetadataPacking.write(twin.reported().metadata(), twin.reported().values(), out);
    connection(twin.root().connection(), out);
    IdentityPacking.write(identity, out);
    if ((flags & OWN_ROOT) == 0) {
      device(twin.root(), out);
    }
    return out.toArray();
  }

  private static int flags(Identity identity, Twin twin) {
    TwinRoot own = TwinRoot.of(identity, identity, twin.root().connection());
    return (twin.address().moduleId().isPresent() ? MODULE : 0)
        | (twin.root().connection().connected() ? CONNECTED : 0)
        | (identity.status() == DeviceStatus.DISABLED ? DISABLED : 0)
        | (identity.edge() ? EDGE : 0)
        | (twin.etag().equals(counted(twin.version(), twin.reported().version()))
            ? COUNTED_ETAG
            : 0)
        | (twin.root().equals(own) ? OWN_ROOT : 0);
  }

  private static Etag counted(Version version, Version reported) {
    return Etag.ofCount(version.value() - reported.value());
  }

  private void section(JsonObject members, PackedBytes out) {
    int begin = out.begin();
    values.write(members, out);
    out.end(begin);
  }

  private void connection(ConnectionState state, PackedBytes out) {
    Times.write(state.stateUpdatedTime(), out);
    Times.write(state.lastActivityTime(), out);
    values.write(new JsonString(state.modelId()), out);
  }

  private static void device(TwinRoot root, PackedBytes out) {
    IdentityPacking.etag(root.deviceEtag(), out);
    out.one(root.status() == DeviceStatus.DISABLED ? 1 : 0);
    IdentityPacking.maybe(root.statusReason(), out);
    Times.write(root.statusUpdateTime(), out);
  }

  /** Whose the bytes are: {@code device} or {@code device/module}. */
  public static String key(byte[] packed) {
    PackedCursor in = new PackedCursor(packed);
    boolean module = is(in.size(), MODULE);
    String device = in.text();
    return module ? device + "/" + in.text() : device;
  }

  private static TwinAddress address(int flags, PackedCursor in) {
    String device = in.text();
    return is(flags, MODULE) ? TwinAddress.module(device, in.text()) : TwinAddress.device(device);
  }

  private static boolean is(int flags, int flag) {
    return (flags & flag) != 0;
  }

  /** Whether they are a module's. */
  public static boolean isModule(byte[] packed) {
    return is(new PackedCursor(packed).size(), MODULE);
  }

  /** Whether the device or module is connected. */
  public static boolean isConnected(byte[] packed) {
    return is(new PackedCursor(packed).size(), CONNECTED);
  }

  /** Whether the identity is disabled. */
  public static boolean isDisabled(byte[] packed) {
    return is(new PackedCursor(packed).size(), DISABLED);
  }

  /**
   * How the address of the bytes stands to the address that is written {@code device} or {@code
   * device/module}: below 0 if it comes before it.
   */
  public static int compare(byte[] packed, String address) {
    PackedCursor in = new PackedCursor(packed);
    boolean module = is(in.size(), MODULE);
    int slash = address.indexOf('/');
    int byDevice = in.compareText(address, 0, slash < 0 ? address.length() : slash);
    if (byDevice != 0 || !module || slash < 0) {
      return byDevice != 0 ? byDevice : Boolean.compare(module, slash >= 0);
    }
    return in.compareText(address, slash + 1, address.length());
  }

  /**
   * A value of tags or properties, or of another field that is cheap to come by.
   *
   * @return empty if the path leads elsewhere; then the document must be asked
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
    return path.size() == 1 ? rootField(packed, root) : Optional.empty();
  }

  private Optional<JsonValue> find(byte[] packed, int section, List<String> path, int from) {
    PackedCursor in = new PackedCursor(packed);
    if (is(in.size(), MODULE)) {
      in.skipText();
    }
    in.skipText();
    for (int i = 0; i < section; i++) {
      in.skip(in.size());
    }
    in.number();
    return values.find(in, path, from);
  }

  private static Optional<Optional<JsonValue>> rootField(byte[] packed, String name) {
    PackedCursor in = new PackedCursor(packed);
    int flags = in.size();
    return switch (name) {
      case "deviceId" -> Optional.of(Optional.of(new JsonString(in.text())));
      case "connectionState" ->
        Optional.of(Optional.of(is(flags, CONNECTED) ? CONNECTED_TEXT : DISCONNECTED_TEXT));
      default -> Optional.empty();
    };
  }

  /** The registration. */
  public Unpacked unpack(byte[] packed) {
    PackedCursor in = new PackedCursor(packed);
    int flags = in.size();
    TwinAddress address = address(flags, in);
    Tags tags = new Tags(readSection(in));
    JsonObject desired = readSection(in);
    JsonObject reported = readSection(in);
    Version version = new Version(in.number());
    Version desiredVersion = new Version(in.number());
    Version reportedVersion = new Version(in.number());
    Etag etag = is(flags, COUNTED_ETAG) ? counted(version, reportedVersion) : new Etag(in.text());
    DesiredProperties desiredSection =
        new DesiredProperties(desired, MetadataPacking.read(desired, in), desiredVersion);
    ReportedProperties reportedSection =
        new ReportedProperties(reported, MetadataPacking.read(reported, in), reportedVersion);
    ConnectionState connection = readConnection(flags, in);
    Identity identity = IdentityPacking.read(address, status(flags), is(flags, EDGE), in);
    TwinRoot own = TwinRoot.of(identity, identity, connection);
    TwinRoot root = is(flags, OWN_ROOT) ? own : readDevice(own, in);
    return new Unpacked(
        identity, new Twin(address, root, etag, version, tags, desiredSection, reportedSection));
  }

  private static DeviceStatus status(int flags) {
    return is(flags, DISABLED) ? DeviceStatus.DISABLED : DeviceStatus.ENABLED;
  }

  /**
   * The document of the twin as JSON text, byte for byte as of {@link TwinDocument} and without objects
   * on the way. Not to be written into: the same is given to others.
   *
   * @param lastActivity when it last sent or received, if that was after what is packed
   * @return empty if only objects can tell: metadata that do not mirror their values
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
    PackedCursor in = new PackedCursor(packed);
    int flags = in.size();
    in.skipText();
    if (is(flags, MODULE)) {
      in.skipText();
    }
    int tags = passSection(in);
    int desired = passSection(in);
    int reported = passSection(in);
    Version version = new Version(in.number());
    long desiredVersion = in.number();
    Version reportedVersion = new Version(in.number());
    Etag etag = is(flags, COUNTED_ETAG) ? counted(version, reportedVersion) : new Etag(in.text());
    PackedBytes desiredMetadata = new PackedBytes();
    PackedBytes reportedMetadata = new PackedBytes();
    if (!metadataTexts.write(in.other(desired), in, desiredMetadata)
        || !metadataTexts.write(in.other(reported), in, reportedMetadata)) {
      return Optional.empty();
    }
    ConnectionState connection = readConnection(flags, in).activeAt(lastActivity);
    TwinRoot own = IdentityPacking.readRoot(status(flags), is(flags, EDGE), connection, in);
    TwinRoot root = is(flags, OWN_ROOT) ? own : readDevice(own, in);
    TwinText.Parts parts = new TwinText.Parts(
        tags,
        new TwinText.Section(desired, desiredMetadata, desiredVersion),
        new TwinText.Section(reported, reportedMetadata, reportedVersion.value()),
        version.value(),
        etag,
        root,
        is(flags, MODULE));
    return Optional.of(new TwinText(in.other(0), texts).document(parts));
  }

  /** Where the section begins that is passed over. */
  private static int passSection(PackedCursor in) {
    int length = in.size();
    int begin = in.at();
    in.skip(length);
    return begin;
  }

  private JsonObject readSection(PackedCursor in) {
    in.number();
    return (JsonObject) values.read(in);
  }

  private ConnectionState readConnection(int flags, PackedCursor in) {
    return new ConnectionState(
        is(flags, CONNECTED),
        Times.read(in),
        Times.read(in),
        ((JsonString) values.read(in)).value());
  }

  private static TwinRoot readDevice(TwinRoot own, PackedCursor in) {
    return new TwinRoot(
        IdentityPacking.readEtag(in),
        in.one() == 0 ? DeviceStatus.ENABLED : DeviceStatus.DISABLED,
        IdentityPacking.readMaybe(in),
        Times.read(in),
        own.credentials(),
        own.connection(),
        own.edge(),
        own.deviceScope(),
        own.parentScopes());
  }

  /**
   * A registration, read again.
   *
   * @param identity who it is
   * @param twin its twin
   */
  public record Unpacked(Identity identity, Twin twin) {}
}
