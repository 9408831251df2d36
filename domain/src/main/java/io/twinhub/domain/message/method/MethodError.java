package io.twinhub.domain.message.method;

import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.RequestError;
import java.time.Duration;

/** Refusals that concern direct methods. The texts are those of the service where they are known. */
public final class MethodError {
  /** The start of the message for a bad answer, before the problem. */
  public static final String BAD_ANSWER =
      "The device answered, but its payload cannot be passed on: ";

  private MethodError() {}

  /**
   * A wait that timed out.
   *
   * @param timeout how long the wait was
   */
  public record TimedOut(ErrorCode code, String message, Duration timeout) implements HubError {

    /** The wait in the form in which the service shows it next to the message: {@code 00:01:00}. */
    public String timeoutText() {
      return "%02d:%02d:%02d"
          .formatted(timeout.toHours(), timeout.toMinutesPart(), timeout.toSecondsPart());
    }
  }

  /** The device was not connected, or did not take calls, before the connect time-out. */
  public static HubError notOnline(Duration timeout) {
    return new TimedOut(
        ErrorCode.DEVICE_NOT_ONLINE, "Timed out waiting for device to connect.", timeout);
  }

  /** The device got the call, but did not answer in time or before its connection ended. */
  public static HubError noAnswer(Duration timeout) {
    return new TimedOut(
        ErrorCode.GATEWAY_TIMEOUT, "Timed out waiting for the response from device.", timeout);
  }

  /** The device's answer cannot be passed on; {@code problem} says why. */
  public static HubError badAnswer(String problem) {
    return HubError.of(ErrorCode.BAD_DEVICE_RESPONSE, BAD_ANSWER + problem);
  }

  /** The name has a character that is not allowed, or is empty or too long. */
  public static HubError invalidName(String name) {
    return RequestError.invalid(
        ("method name '%s' must have 1 to %d printable ASCII characters, none of them a blank or one"
                + " of $ ( ) < > @ , ; : \\ \" / [ ] ? = { }")
            .formatted(ClientText.shown(name), MethodLimits.NAME_LENGTH_MAX));
  }

  /** A wait is too short or too long. */
  public static HubError timeoutOutOfRange(
      String name, Duration given, Duration min, Duration max) {
    return RequestError.invalid("%s has to be between %d and %d seconds."
        .formatted(name, min.toSeconds(), max.toSeconds()));
  }

  /** The call's payload is not JSON; {@code problem} names the place. */
  public static HubError payloadNotJson(String problem) {
    return HubError.of(ErrorCode.IOT_HUB_FORMAT_ERROR, "the payload is no JSON value: " + problem);
  }

  /** The payload is too large. */
  public static HubError payloadTooLarge(int bytes) {
    return HubError.of(
        ErrorCode.MESSAGE_TOO_LARGE,
        "the payload of a method has %d bytes of JSON; at most %d are allowed"
            .formatted(bytes, MethodLimits.PAYLOAD_BYTES_MAX));
  }

  /** Too many calls are in progress; {@code limit} says which limit is reached. */
  public static HubError tooManyCalls(String limit) {
    return HubError.of(ErrorCode.THROTTLING, limit + "; try again later");
  }
}
