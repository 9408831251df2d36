package io.twinhub.bootstrap.cli.command.event;

import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.azure.wire.Waits;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.DeviceMessage;
import java.time.Duration;

/** What the commands that act as a device share. */
final class Senders {
  /** How long a hub may take to confirm a message; the same as for any other answer to a device. */
  private static final Duration ANSWER_WAIT = Duration.ofSeconds(10);

  private Senders() {}

  /** Sends a message, and returns when the hub has it. */
  static void send(DeviceConnection connection, DeviceMessage message) {
    var unusedNothing = Waits.done("the hub", connection.send(message), ANSWER_WAIT);
  }

  /** The message for a connection that the hub ended. */
  static CommandFailure ended(TwinAddress address, CloseReason reason) {
    String text = "the hub ended the connection of %s: %s".formatted(address, reason.sentence());
    return reason == CloseReason.LOST || reason == CloseReason.HUB_STOPPING
        ? CommandFailure.noHub(text)
        : CommandFailure.refused(text);
  }
}
