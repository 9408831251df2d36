package io.twinhub.application.hint;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.operation.Hint;
import io.twinhub.domain.twin.property.Version;
import java.util.Optional;

/** Notices devices that connect again and again without reading their twin, though there is something to read. */
final class Rereads {
  /** How often a device may connect without reading its twin; a hub setting. */
  static final int CONNECTS_MAX = 3;

  /** The {@code $version} of desired properties that nobody has written. */
  private static final long UNWRITTEN = 1;

  private final Recent<TwinAddress, Integer> unread = new Recent<>();

  /** The device has read its twin. */
  synchronized void read(TwinAddress device) {
    unread.remove(device);
  }

  /** The device has connected. */
  Optional<Hint> connected(DeviceConnection connection) {
    int times;
    synchronized (this) {
      times = unread.merge(connection.address(), 1, Integer::sum);
    }
    return times > CONNECTS_MAX
        ? desired(connection).map(version -> hint(connection.address(), times, version))
        : Optional.empty();
  }

  /** The version of its desired properties, if they have been written. */
  private static Optional<Version> desired(DeviceConnection connection) {
    try {
      return Optional.of(connection.read().desiredVersion())
          .filter(version -> version.value() > UNWRITTEN);
    } catch (HubException ended) {
      return Optional.empty();
    }
  }

  private static Hint hint(TwinAddress device, int times, Version version) {
    return new Hint(
        Hint.Kind.NEVER_READ,
        ("'%s' has connected %d times without reading its twin, whose desired properties have version %d."
                + " What was written while it was away is not sent again: read the twin after each"
                + " connect")
            .formatted(device, times, version.value()));
  }
}
