package io.twinhub.local.engine.writer;

import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.engine.rows.PackedRegistration;
import io.twinhub.local.engine.rows.Registration;
import io.twinhub.local.engine.rows.RegistrationView;
import io.twinhub.local.engine.rows.Registrations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The visible registrations as the writer sees them. Those that it wrote last are kept unpacked, since they
 * are often written again. Used by the writer's thread only.
 */
final class RecentRegistrations implements RegistrationView {
  /** How many are kept unpacked at most. */
  static final int UNPACKED_MAX = 512;

  /**
   * The largest registration that is kept unpacked, in packed bytes: unpacked, a twin takes about ten times
   * as much.
   */
  static final int PACKED_BYTES_MAX = 2048;

  private static final int START = 64;
  private static final float LOAD = 0.75f;

  private final Registrations registrations;
  private final Map<TwinAddress, PackedRegistration> unpacked =
      new LinkedHashMap<>(START, LOAD, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<TwinAddress, PackedRegistration> eldest) {
          return size() > UNPACKED_MAX;
        }
      };

  RecentRegistrations(Registrations registrations) {
    this.registrations = registrations;
  }

  @Override
  public Optional<Registration> find(TwinAddress address) {
    PackedRegistration known = unpacked.get(address);
    return known == null ? registrations.find(address) : Optional.of(known.registration());
  }

  @Override
  public boolean has(TwinAddress address) {
    return unpacked.containsKey(address) || registrations.has(address);
  }

  @Override
  public List<Registration> modules(DeviceId deviceId) {
    return registrations.modules(deviceId);
  }

  @Override
  public int count() {
    return registrations.count();
  }

  /** Packs a registration. */
  PackedRegistration packed(Registration registration) {
    Optional<PackedRegistration> before = Optional.ofNullable(unpacked.get(registration.address()));
    return registrations.packed(registration, before.map(PackedRegistration::parts));
  }

  /** Makes a registration visible. */
  void put(PackedRegistration packed) {
    TwinAddress address = packed.registration().address();
    registrations.put(address, packed.row());
    if (packed.row().bytes() <= PACKED_BYTES_MAX) {
      unpacked.put(address, packed);
    } else {
      unpacked.remove(address);
    }
  }

  void remove(TwinAddress address) {
    registrations.remove(address);
    unpacked.remove(address);
  }

  /** Notes that the visible registrations were changed elsewhere. */
  void changed() {
    unpacked.clear();
  }
}
