package io.twinhub.application.port;

import io.twinhub.domain.twin.DesiredChange;

/**
 * A write of the desired properties on its way to a device. Whoever takes it tells what became of it, as far
 * as that is known. All methods return at once and are safe to call from any thread.
 */
public interface DesiredDelivery {

  /** What the device is told. */
  DesiredChange change();

  /** It was handed to the device: written to its socket, or passed to its listener. */
  default void delivered() {}

  /** The device acknowledged it. */
  default void acknowledged() {}

  /** The device did not get it, for {@code reason}. */
  default void missed(String reason) {}

  /** A delivery of which nobody keeps track. */
  static DesiredDelivery of(DesiredChange change) {
    return () -> change;
  }
}
