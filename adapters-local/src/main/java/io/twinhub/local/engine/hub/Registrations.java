package io.twinhub.local.engine.hub;

import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.TwinAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * All registrations that are visible, in the order of their addresses. Only the writer changes it;
 * everybody reads it without waiting.
 */
final class Registrations {
  private final ConcurrentNavigableMap<TwinAddress, Registration> byAddress =
      new ConcurrentSkipListMap<>(TwinAddress.ORDER);

  Optional<Registration> find(TwinAddress address) {
    return Optional.ofNullable(byAddress.get(address));
  }

  /** Registrations after {@code address} in order; what is written meanwhile may or may not be seen. */
  Collection<Registration> after(TwinAddress address) {
    return byAddress.tailMap(address, false).values();
  }

  /** All registrations in order. */
  Collection<Registration> all() {
    return byAddress.values();
  }

  /** The modules of a device in order. */
  List<Registration> modules(DeviceId deviceId) {
    return byAddress.tailMap(TwinAddress.of(deviceId), false).values().stream()
        .takeWhile(registration -> registration.address().deviceId().equals(deviceId))
        .toList();
  }

  void put(Registration registration) {
    byAddress.put(registration.address(), registration);
  }

  void remove(TwinAddress address) {
    byAddress.remove(address);
  }
}
