package io.twinhub.domain.message.method;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import java.time.Duration;

/** Refusals that concern direct methods. Texts are the service's where they are known. */
public sealed interface MethodError extends HubError {

  /** How much of a client's own text a message repeats, in characters. */
  int SHOWN_MAX = 200;

  /** A wait that was in vain. */
  sealed interface TimedOut extends MethodError {

    /** How long the wait was. */
    Duration timeout();

    /** The wait as the service shows it beside the message: {@code 00:01:00}. */
    default String timeoutText() {
      Duration wait = timeout();
      return "%02d:%02d:%02d".formatted(wait.toHours(), wait.toMinutesPart(), wait.toSecondsPart());
    }
  }

  /** The device was not connected, or took no calls, until the connect time-out. */
  record NotOnline(Duration timeout) implements TimedOut {
    @Override
    public ErrorCode code() {
      return ErrorCode.DEVICE_NOT_ONLINE;
    }

    @Override
    public String message() {
      return "Timed out waiting for device to connect.";
    }
  }

  /** The device got the call and did not answer: in time, or before its connection ended. */
  record NoAnswer(Duration timeout) implements TimedOut {
    @Override
    public ErrorCode code() {
      return ErrorCode.GATEWAY_TIMEOUT;
    }

    @Override
    public String message() {
      return "Timed out waiting for the response from device.";
    }
  }

  /** The device's answer cannot be passed on; {@code problem} says why. */
  record BadAnswer(String problem) implements MethodError {
    /** What the message says before the problem. */
    public static final String PREFIX =
        "The device answered, but its payload cannot be passed on: ";

    @Override
    public ErrorCode code() {
      return ErrorCode.BAD_DEVICE_RESPONSE;
    }

    @Override
    public String message() {
      return PREFIX + problem;
    }
  }

  /** The name has a character that names may not have, or is empty or too long. */
  record InvalidName(String name) implements MethodError {
    @Override
    public ErrorCode code() {
      return ErrorCode.ARGUMENT_INVALID;
    }

    @Override
    public String message() {
      String shown = name.length() > SHOWN_MAX ? name.substring(0, SHOWN_MAX) + "…" : name;
      return ("method name '%s' must have 1 to %d printable ASCII characters, none of them a blank or one"
              + " of $ ( ) < > @ , ; : \\ \" / [ ] ? = { }")
          .formatted(shown, MethodLimits.NAME_LENGTH_MAX);
    }
  }

  /** A wait is too short or too long. */
  record TimeoutOutOfRange(String name, Duration given, Duration min, Duration max)
      implements MethodError {
    @Override
    public ErrorCode code() {
      return ErrorCode.ARGUMENT_INVALID;
    }

    @Override
    public String message() {
      return "%s has to be between %d and %d seconds."
          .formatted(name, min.toSeconds(), max.toSeconds());
    }
  }

  /** The call's payload is not JSON; {@code problem} names the place. */
  record PayloadNotJson(String problem) implements MethodError {
    @Override
    public ErrorCode code() {
      return ErrorCode.IOT_HUB_FORMAT_ERROR;
    }

    @Override
    public String message() {
      return "the payload is no JSON value: " + problem;
    }
  }

  /** The payload is too large. */
  record PayloadTooLarge(int bytes) implements MethodError {
    @Override
    public ErrorCode code() {
      return ErrorCode.MESSAGE_TOO_LARGE;
    }

    @Override
    public String message() {
      return "the payload of a method has %d bytes of JSON; at most %d are allowed"
          .formatted(bytes, MethodLimits.PAYLOAD_BYTES_MAX);
    }
  }

  /** So many calls are under way that no more are taken; {@code limit} says which limit is reached. */
  record TooManyCalls(String limit) implements MethodError {
    @Override
    public ErrorCode code() {
      return ErrorCode.THROTTLING;
    }

    @Override
    public String message() {
      return limit + "; try again later";
    }
  }
}
