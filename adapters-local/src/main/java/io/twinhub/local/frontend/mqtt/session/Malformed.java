package io.twinhub.local.frontend.mqtt.session;

import io.twinhub.local.frontend.net.ProtocolViolation;
import io.twinhub.local.frontend.wire.ClientText;

/** What the decoder says of packets that are none. */
final class Malformed {
  private Malformed() {}

  /** The reason to close because a packet could not be decoded. */
  static ProtocolViolation because(Throwable cause) {
    return cause instanceof ProtocolViolation violation
        ? violation
        : new ProtocolViolation(
            "malformed packet: " + ClientText.shown(String.valueOf(cause.getMessage())));
  }
}
