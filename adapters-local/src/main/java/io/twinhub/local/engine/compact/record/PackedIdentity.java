package io.twinhub.local.engine.compact.record;

import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.twin.TwinRoot;
import io.twinhub.domain.twin.property.Standings;
import io.twinhub.local.engine.compact.bytes.IdentityPacking;
import io.twinhub.local.engine.compact.bytes.PackedBytes;
import io.twinhub.local.engine.compact.bytes.Times;
import java.util.Optional;

/** A packed identity and what its twin shows of it and of configurations; also its stored text, once it was asked for. */
public final class PackedIdentity {
  private static final byte[] NONE = {};
  private static final int BYTES_EXPECTED = 128;
  private static final int TEXT_BYTES_EXPECTED = 512;

  private final Identity identity;
  private final TwinRoot root;
  private final int flags;
  private final byte[] packed;
  private final byte[] standings;
  private volatile Optional<byte[]> text = Optional.empty();

  /** Packs an identity. */
  public PackedIdentity(Identity identity, TwinRoot root) {
    this.identity = identity;
    this.root = root;
    PackedBytes out = new PackedBytes(BYTES_EXPECTED);
    IdentityPacking.write(identity, out);
    boolean own =
        root.with(Standings.NONE).equals(TwinRoot.of(identity, identity, root.connection()));
    if (!own) {
      device(root, out);
    }
    this.flags = (identity.status() == DeviceStatus.DISABLED ? TwinParts.DISABLED : 0)
        | (identity.edge() ? TwinParts.EDGE : 0)
        | (own ? TwinParts.OWN_ROOT : 0)
        | (!root.standings().isEmpty() ? TwinParts.STANDINGS : 0);
    this.packed = out.toArray();
    this.standings = packed(root.standings());
  }

  private static byte[] packed(Standings standings) {
    if (standings.isEmpty()) {
      return NONE;
    }
    PackedBytes out = new PackedBytes(BYTES_EXPECTED);
    IdentityPacking.write(standings, out);
    return out.toArray();
  }

  private static void device(TwinRoot root, PackedBytes out) {
    IdentityPacking.etag(root.deviceEtag(), out);
    out.one(root.status() == DeviceStatus.DISABLED ? 1 : 0);
    IdentityPacking.maybe(root.statusReason(), out);
    Times.write(root.statusUpdateTime(), out);
  }

  /** Whether these are what was packed, apart from the connection. */
  public boolean isOf(Identity other, TwinRoot shown) {
    return isSame(identity, other)
        && (isSame(root, shown) || root.equals(shown.with(root.connection())));
  }

  private static boolean isSame(Object one, Object other) {
    return one == other;
  }

  /** The flags of a packed twin that follow from the identity. */
  int flags() {
    return flags;
  }

  /** The identity, then what the twin shows of its device unless that is the same; not to be modified. */
  byte[] packed() {
    return packed;
  }

  /** The configurations that target the twin; empty if there are none; not to be modified. */
  byte[] standings() {
    return standings;
  }

  /** The identity as stored and, for a module, what its twin shows of its device; not to be modified. */
  byte[] text() {
    Optional<byte[]> known = text;
    if (known.isPresent()) {
      return known.get();
    }
    PackedBytes out = new PackedBytes(TEXT_BYTES_EXPECTED);
    IdentityRecord.write(identity, root, out);
    byte[] made = out.toArray();
    text = Optional.of(made);
    return made;
  }
}
