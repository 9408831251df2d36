package io.twinhub.domain.message;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.identity.TwinAddress;

/** Refusals that concern cloud-to-device messages and their feedback. */
public sealed interface MessageError extends HubError {

  /** How much of a client's own text a message repeats, in characters. */
  int SHOWN_MAX = 200;

  @Override
  default ErrorCode code() {
    return ErrorCode.ARGUMENT_INVALID;
  }

  /** A text cut to what a message may repeat. */
  private static String shown(String text) {
    return text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "…" : text;
  }

  /** {@code to} is missing or names no device or module. */
  record InvalidTarget(String to) implements MessageError {
    @Override
    public ErrorCode code() {
      return ErrorCode.INVALID_OPERATION;
    }

    @Override
    public String message() {
      return ("to must be /devices/DEVICE/messages/devicebound or"
              + " /devices/DEVICE/modules/MODULE/messages/devicebound, but was '%s'")
          .formatted(shown(to));
    }
  }

  /** The word in {@code iothub-ack} is none of the four. */
  record UnknownAck(String word) implements MessageError {
    @Override
    public String message() {
      return "iothub-ack must be none, positive, negative or full, but was '%s'"
          .formatted(shown(word));
    }
  }

  /** The message id has a character that it may not have, or is empty or too long. */
  record InvalidMessageId(String id) implements MessageError {
    @Override
    public String message() {
      return ("message id '%s' must have 1 to %d ASCII letters, digits and - : . + %% _ # * ? ! ( ) , = @ ;"
              + " $ '")
          .formatted(shown(id), MessageLimits.ID_LENGTH_MAX);
    }
  }

  /** A text of the message has a control character, or half of a surrogate pair. */
  record InvalidText(String name) implements MessageError {
    @Override
    public String message() {
      return "%s must not have control characters".formatted(shown(name));
    }
  }

  /** The name of an application property has another shape. */
  record InvalidPropertyName(String name) implements MessageError {
    @Override
    public String message() {
      return ("application property '%s' must be named by ASCII letters, digits and ! # $ %% & ' * + - . ^ _"
              + " ` | ~")
          .formatted(shown(name));
    }
  }

  /** Two application properties have one name, if case does not count. */
  record PropertyTwice(String name) implements MessageError {
    @Override
    public String message() {
      return "application property '%s' occurs more than once, whatever the case"
          .formatted(shown(name));
    }
  }

  /** The expiry cannot be said in the service's format. */
  record InvalidExpiry(String expiry) implements MessageError {
    @Override
    public String message() {
      return "the expiry %s must be between %s and %s"
          .formatted(shown(expiry), MessageLimits.EXPIRY_MIN, MessageLimits.EXPIRY_MAX);
    }
  }

  /** A lock is shorter or longer than allowed. */
  record LockOutOfRange(String given) implements MessageError {
    @Override
    public String message() {
      return "the lock time-out %s has to be between %d and %d seconds."
          .formatted(
              shown(given), MessageLimits.LOCK_MIN.toSeconds(), MessageLimits.LOCK_MAX.toSeconds());
    }
  }

  /** The message is too large. */
  record TooLarge(long bytes) implements MessageError {
    @Override
    public ErrorCode code() {
      return ErrorCode.MESSAGE_TOO_LARGE;
    }

    @Override
    public String message() {
      return "the message has %d bytes with its properties; at most %d are allowed"
          .formatted(bytes, MessageLimits.MESSAGE_BYTES_MAX);
    }
  }

  /** As many messages as may wait for the device or module do. */
  record QueueFull(TwinAddress address) implements MessageError {
    @Override
    public ErrorCode code() {
      return ErrorCode.DEVICE_MAXIMUM_QUEUE_DEPTH_EXCEEDED;
    }

    @Override
    public String message() {
      return "%d messages wait for %s, the most that are allowed; the device must complete some first"
          .formatted(MessageLimits.QUEUE_DEPTH_MAX, address);
    }
  }

  /** Whoever settles a message does not hold it: the time is over, it was settled, or it is another's. */
  record LockLost() implements MessageError {
    @Override
    public ErrorCode code() {
      return ErrorCode.DEVICE_MESSAGE_LOCK_LOST;
    }

    @Override
    public String message() {
      return "no message is held under this lock token: the lock has ended, or the message was settled";
    }
  }
}
