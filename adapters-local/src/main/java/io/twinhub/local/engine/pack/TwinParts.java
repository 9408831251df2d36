package io.twinhub.local.engine.pack;

import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.twin.Etag;
import io.twinhub.domain.twin.TwinRoot;
import io.twinhub.domain.twin.Version;

/** What a packed twin is made of, each part packed by itself, until they are joined. */
final class TwinParts {
  /*
   * Joined: flags, device id, [module id], tags, desired, reported (each behind its length, so that a query
   * comes to a property without reading what stands before it), versions, [etag], metadata of desired
   * and reported, connection, identity, [what a module's twin shows of its device].
   */
  static final int MODULE = 1;
  static final int CONNECTED = 2;
  static final int DISABLED = 4;
  static final int EDGE = 8;

  /** The etag counts service states, as all of this hub's do. */
  static final int COUNTED_ETAG = 16;

  /** The root shows the identity's own status and etag, as a device's does. */
  static final int OWN_ROOT = 32;

  /** Room for most parts, in bytes. */
  private static final int BYTES_EXPECTED = 128;

  final PackedBytes tags = new PackedBytes(BYTES_EXPECTED);
  final PackedBytes desired = new PackedBytes(BYTES_EXPECTED);
  final PackedBytes reported = new PackedBytes(BYTES_EXPECTED);
  final PackedBytes desiredMetadata = new PackedBytes(BYTES_EXPECTED);
  final PackedBytes reportedMetadata = new PackedBytes(BYTES_EXPECTED);
  private final PackedBytes versions = new PackedBytes(BYTES_EXPECTED);
  private final PackedBytes rest = new PackedBytes(BYTES_EXPECTED);
  private final TwinAddress address;
  private int flags;

  TwinParts(TwinAddress address) {
    this.address = address;
    flag(MODULE, address.moduleId().isPresent());
  }

  private void flag(int flag, boolean set) {
    flags |= set ? flag : 0;
  }

  /** Of the twin, of its desired and of its reported properties, and the etag. */
  void versions(Version twin, Version ofDesired, Version ofReported, Etag etag) {
    boolean counted = etag.equals(counted(twin, ofReported));
    flag(COUNTED_ETAG, counted);
    versions.number(twin.value());
    versions.number(ofDesired.value());
    versions.number(ofReported.value());
    if (!counted) {
      versions.text(etag.value());
    }
  }

  static Etag counted(Version twin, Version ofReported) {
    return Etag.ofCount(twin.value() - ofReported.value());
  }

  /** What is left: who it is, and how it is connected. */
  void registration(Identity identity, TwinRoot root, Values values) {
    ConnectionState connection = root.connection();
    boolean own = root.equals(TwinRoot.of(identity, identity, connection));
    flag(CONNECTED, connection.connected());
    flag(DISABLED, identity.status() == DeviceStatus.DISABLED);
    flag(EDGE, identity.edge());
    flag(OWN_ROOT, own);
    Times.write(connection.stateUpdatedTime(), rest);
    Times.write(connection.lastActivityTime(), rest);
    values.write(new JsonString(connection.modelId()), rest);
    IdentityPacking.write(identity, rest);
    if (!own) {
      device(root);
    }
  }

  private void device(TwinRoot root) {
    IdentityPacking.etag(root.deviceEtag(), rest);
    rest.one(root.status() == DeviceStatus.DISABLED ? 1 : 0);
    IdentityPacking.maybe(root.statusReason(), rest);
    Times.write(root.statusUpdateTime(), rest);
  }

  byte[] joined() {
    PackedBytes out = new PackedBytes();
    out.number(flags);
    out.text(address.deviceId().value());
    address.moduleId().ifPresent(module -> out.text(module.value()));
    section(tags, out);
    section(desired, out);
    section(reported, out);
    out.append(versions);
    out.append(desiredMetadata);
    out.append(reportedMetadata);
    out.append(rest);
    return out.toArray();
  }

  private static void section(PackedBytes section, PackedBytes out) {
    out.number(section.length());
    out.append(section);
  }
}
