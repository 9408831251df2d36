package io.twinhub.local.engine.compact;

import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.twin.Etag;
import io.twinhub.domain.twin.TwinRoot;
import io.twinhub.domain.twin.property.Version;
import io.twinhub.local.engine.compact.bytes.IdentityPacking;
import io.twinhub.local.engine.compact.bytes.PackedCursor;
import io.twinhub.local.engine.compact.bytes.Times;
import io.twinhub.local.engine.compact.bytes.Values;
import io.twinhub.local.engine.compact.record.TwinParts;

/**
 * A packed twin being read. What precedes its metadata has been read already; the rest must be read in
 * order.
 */
final class PackedTwin {
  private static final int NONE = -1;

  private final PackedCursor in;
  private final int flags;
  private final int tags;
  private final int desired;
  private final int reported;
  private final int standings;
  private final Version version;
  private final Version desiredVersion;
  private final Version reportedVersion;
  private final Etag etag;

  PackedTwin(byte[] packed) {
    this.in = new PackedCursor(packed);
    this.flags = in.size();
    in.skipText();
    if (isModule()) {
      in.skipText();
    }
    this.tags = passSection();
    this.desired = passSection();
    this.reported = passSection();
    this.standings = is(TwinParts.STANDINGS) ? passSection() : NONE;
    this.version = new Version(in.number());
    this.desiredVersion = new Version(in.number());
    this.reportedVersion = new Version(in.number());
    this.etag = is(TwinParts.COUNTED_ETAG)
        ? TwinParts.Counters.counted(version, reportedVersion)
        : new Etag(in.text());
  }

  /** Skips a section and returns where it begins. */
  private int passSection() {
    int length = in.size();
    int begin = in.at();
    in.skip(length);
    return begin;
  }

  private boolean is(int flag) {
    return (flags & flag) != 0;
  }

  boolean isModule() {
    return is(TwinParts.MODULE);
  }

  TwinAddress address() {
    PackedCursor ids = ids();
    String device = ids.text();
    return isModule() ? TwinAddress.module(device, ids.text()) : TwinAddress.device(device);
  }

  /** A cursor at the device id, which the module id follows. */
  PackedCursor ids() {
    PackedCursor start = in.other(0);
    start.number();
    return start;
  }

  PackedCursor tags() {
    return in.other(tags);
  }

  PackedCursor desired() {
    return in.other(desired);
  }

  PackedCursor reported() {
    return in.other(reported);
  }

  Version version() {
    return version;
  }

  Version desiredVersion() {
    return desiredVersion;
  }

  Version reportedVersion() {
    return reportedVersion;
  }

  Etag etag() {
    return etag;
  }

  /** A cursor at the metadata of the desired properties, then of the reported ones, then the rest. */
  PackedCursor rest() {
    return in;
  }

  /** The connection, which follows the metadata. */
  ConnectionState connection(Values values) {
    return new ConnectionState(
        is(TwinParts.CONNECTED),
        Times.read(in),
        Times.read(in),
        ((JsonString) values.read(in)).value());
  }

  /** The identity, which follows the connection. */
  Identity identity() {
    return IdentityPacking.read(address(), status(), is(TwinParts.EDGE), in);
  }

  /** What the document shows of the registration; read instead of {@link #identity}. */
  TwinRoot root(ConnectionState connection) {
    return root(IdentityPacking.readRoot(status(), is(TwinParts.EDGE), connection, in));
  }

  private DeviceStatus status() {
    return is(TwinParts.DISABLED) ? DeviceStatus.DISABLED : DeviceStatus.ENABLED;
  }

  /**
   * What the document shows, read after the identity; {@code own} is what follows from the identity alone.
   */
  TwinRoot root(TwinRoot own) {
    TwinRoot shown = is(TwinParts.OWN_ROOT) ? own : rootOfModule(own);
    return standings == NONE
        ? shown
        : shown.with(IdentityPacking.readStandings(in.other(standings)));
  }

  private TwinRoot rootOfModule(TwinRoot own) {
    return new TwinRoot(
        IdentityPacking.readEtag(in),
        in.one() == 0 ? DeviceStatus.ENABLED : DeviceStatus.DISABLED,
        IdentityPacking.readMaybe(in),
        Times.read(in),
        own.credentials(),
        own.connection(),
        own.edge(),
        own.deviceScope(),
        own.parentScopes(),
        own.attributes());
  }
}
