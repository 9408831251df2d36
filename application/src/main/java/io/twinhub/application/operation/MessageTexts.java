package io.twinhub.application.operation;

import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.queue.Settlement;

/** What the journal says about messages: never their contents. */
final class MessageTexts {
  private MessageTexts() {}

  /** Its id if its sender gave one, and its size. */
  static String detail(CloudMessage message) {
    String size = message.body().size() + " bytes";
    return message.system().messageId().isPresent()
        ? "message " + message.system().messageId().get() + ", " + size
        : size;
  }

  /** Its size. */
  static String detail(DeviceMessage message) {
    return message.body().size() + " bytes";
  }

  /** The settlement as a verb. */
  static String of(Settlement settlement) {
    return switch (settlement) {
      case COMPLETE -> "complete";
      case ABANDON -> "abandon";
      case REJECT -> "reject";
    };
  }
}
