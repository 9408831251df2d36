package io.twinhub.application.port;

import io.twinhub.domain.fault.InBandFault;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.DeviceMessage;

/** Faults that devices ask for by messages. */
public interface InBandFaults {
  /** Takes no notice of such messages. */
  InBandFaults IGNORED = (sender, message, connection) -> {};

  /** A client's connection, which can be broken. */
  @FunctionalInterface
  interface Breakable {
    /**
     * Breaks it, or a part of it. Called on any thread; must return at once.
     *
     * @return whether connections of this protocol have what is to break
     */
    boolean breakOff(InBandFault fault);
  }

  /**
   * A device has sent a message, which may ask for a fault.
   *
   * @param connection how it was sent
   */
  void sent(TwinAddress sender, DeviceMessage message, Breakable connection);
}
