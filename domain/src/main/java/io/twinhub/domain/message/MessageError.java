package io.twinhub.domain.message;

import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.TwinAddress;

/** Refusals that concern cloud-to-device messages and their feedback. */
public final class MessageError {
  private MessageError() {}

  /** {@code to} is missing or names no device or module. */
  public static HubError invalidTarget(String to) {
    return HubError.of(
        ErrorCode.INVALID_OPERATION,
        ("to must be /devices/DEVICE/messages/devicebound or"
                + " /devices/DEVICE/modules/MODULE/messages/devicebound, but was '%s'")
            .formatted(ClientText.shown(to)));
  }

  /** The word in {@code iothub-ack} is none of the four. */
  public static HubError unknownAck(String word) {
    return RequestError.invalid("iothub-ack must be none, positive, negative or full, but was '%s'"
        .formatted(ClientText.shown(word)));
  }

  /** The message id has a character that is not allowed, or is empty or too long. */
  public static HubError invalidMessageId(String id) {
    return RequestError.invalid(
        ("message id '%s' must have 1 to %d ASCII letters, digits and - : . + %% _ # * ? ! ( ) , = @ ;"
                + " $ '")
            .formatted(ClientText.shown(id), MessageLimits.ID_LENGTH_MAX));
  }

  /** A text of the message has a control character, or an unpaired surrogate. */
  public static HubError invalidText(String name) {
    return RequestError.invalid(
        "%s must not have control characters".formatted(ClientText.shown(name)));
  }

  /** The name of an application property is malformed. */
  public static HubError invalidPropertyName(String name) {
    return RequestError.invalid(
        ("application property '%s' must be named by ASCII letters, digits and ! # $ %% & ' * + - . ^ _"
                + " ` | ~")
            .formatted(ClientText.shown(name)));
  }

  /** Two application properties have the same name, or names that differ only in case. */
  public static HubError propertyTwice(String name) {
    return RequestError.invalid("application property '%s' occurs more than once, whatever the case"
        .formatted(ClientText.shown(name)));
  }

  /** The expiry cannot be expressed in the service's format. */
  public static HubError invalidExpiry(String expiry) {
    return RequestError.invalid("the expiry %s must be between %s and %s"
        .formatted(ClientText.shown(expiry), MessageLimits.EXPIRY_MIN, MessageLimits.EXPIRY_MAX));
  }

  /** A lock is shorter or longer than allowed. */
  public static HubError lockOutOfRange(String given) {
    return RequestError.invalid("the lock time-out %s has to be between %d and %d seconds."
        .formatted(
            ClientText.shown(given),
            MessageLimits.LOCK_MIN.toSeconds(),
            MessageLimits.LOCK_MAX.toSeconds()));
  }

  /** The message is too large. */
  public static HubError tooLarge(long bytes) {
    return HubError.of(
        ErrorCode.MESSAGE_TOO_LARGE,
        "the message has %d bytes with its properties; at most %d are allowed"
            .formatted(bytes, MessageLimits.MESSAGE_BYTES_MAX));
  }

  /** The queue of the device or module is full. */
  public static HubError queueFull(TwinAddress address) {
    return HubError.of(
        ErrorCode.DEVICE_MAXIMUM_QUEUE_DEPTH_EXCEEDED,
        "%d messages wait for %s, the most that are allowed; the device must complete some first"
            .formatted(MessageLimits.QUEUE_DEPTH_MAX, address));
  }

  /**
   * The receiver does not hold the message that it settles: the lock has expired, the message was settled
   * already, or another receiver holds it.
   */
  public static HubError lockLost() {
    return HubError.of(
        ErrorCode.DEVICE_MESSAGE_LOCK_LOST,
        "no message is held under this lock token: the lock has ended, or the message was settled");
  }
}
