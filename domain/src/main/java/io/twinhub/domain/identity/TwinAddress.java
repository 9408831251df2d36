package io.twinhub.domain.identity;

import io.twinhub.domain.error.HubError;
import java.util.Comparator;
import java.util.Optional;

/**
 * Which twin: a device's own, or that of one of its modules. Ordered by device; the device's own twin comes
 * before those of its modules.
 */
public sealed interface TwinAddress extends Comparable<TwinAddress> {

  /** The order of query results and listings. */
  Comparator<TwinAddress> ORDER = Comparator.comparing(TwinAddress::deviceId)
      .thenComparing(address -> address.moduleId().map(ModuleId::value).orElse(""));

  /** The device, or the device that the module belongs to. */
  DeviceId deviceId();

  /** The module, if this is a module's twin. */
  Optional<ModuleId> moduleId();

  /** The address of a device's own twin. */
  static TwinAddress of(DeviceId deviceId) {
    return new Device(deviceId);
  }

  /** The address of a module's twin. */
  static TwinAddress of(DeviceId deviceId, ModuleId moduleId) {
    return new Module(deviceId, moduleId);
  }

  /** The address of a device's own twin. */
  static TwinAddress device(String deviceId) {
    return of(new DeviceId(deviceId));
  }

  /** The address of a module's twin. */
  static TwinAddress module(String deviceId, String moduleId) {
    return of(new DeviceId(deviceId), new ModuleId(moduleId));
  }

  /** The refusal for an address at which nothing is registered. */
  HubError notFound();

  @Override
  default int compareTo(TwinAddress other) {
    return ORDER.compare(this, other);
  }

  /** A device's own twin. */
  record Device(DeviceId deviceId) implements TwinAddress {
    @Override
    public Optional<ModuleId> moduleId() {
      return Optional.empty();
    }

    @Override
    public HubError notFound() {
      return IdentityError.deviceNotFound(deviceId);
    }

    @Override
    public String toString() {
      return deviceId.value();
    }
  }

  /** A module's twin. */
  record Module(DeviceId deviceId, ModuleId id) implements TwinAddress {
    @Override
    public Optional<ModuleId> moduleId() {
      return Optional.of(id);
    }

    @Override
    public HubError notFound() {
      return IdentityError.moduleNotFound(deviceId, id);
    }

    @Override
    public String toString() {
      return deviceId.value() + "/" + id.value();
    }
  }
}
