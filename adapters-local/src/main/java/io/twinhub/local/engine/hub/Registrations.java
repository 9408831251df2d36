package io.twinhub.local.engine.hub;

import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.TwinAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All registrations that are visible, in the order of their addresses. Only the writer changes it;
 * everybody reads it without waiting.
 */
final class Registrations {
  private final ConcurrentNavigableMap<TwinAddress, Registration> byAddress =
      new ConcurrentSkipListMap<>(TwinAddress.ORDER);

  /** Counted beside the map, which would walk through all of it to tell. */
  private final AtomicInteger count = new AtomicInteger();

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

  /** How many there are. */
  int count() {
    return count.get();
  }

  void put(Registration registration) {
    if (byAddress.put(registration.address(), registration) == null) {
      count.incrementAndGet();
    }
  }

  void remove(TwinAddress address) {
    if (byAddress.remove(address) != null) {
      count.decrementAndGet();
    }
  }
}
