package io.twinhub.domain.message.event;

import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.RequestError;

/** Refusals that concern telemetry and the event log. */
public final class EventError {
  private EventError() {}

  /** The message is too large. */
  public static HubError tooLarge(long bytes) {
    return HubError.of(
        ErrorCode.MESSAGE_TOO_LARGE,
        "the message has %d bytes with its properties; at most %d are allowed"
            .formatted(bytes, EventLimits.MESSAGE_BYTES_MAX));
  }

  /** An application property has no name, or one with control characters. */
  public static HubError invalidPropertyName(String name) {
    return RequestError.invalid(
        "application property '%s' must have a name without control characters"
            .formatted(ClientText.shown(name)));
  }

  /** A property occurs twice. */
  public static HubError propertyTwice(String name) {
    return RequestError.invalid(
        "property '%s' occurs more than once".formatted(ClientText.shown(name)));
  }

  /** A text of the message is not Unicode: it has bytes that are not UTF-8, or an unpaired surrogate. */
  public static HubError invalidText(String name) {
    return RequestError.invalid(
        "property '%s' is not valid UTF-8".formatted(ClientText.shown(name)));
  }

  /** A batch holds more messages than the hub accepts at once. */
  public static HubError batchTooLong(long messages) {
    return RequestError.invalid("the batch has %d messages; at most %d are allowed"
        .formatted(messages, EventLimits.BATCH_MESSAGES_MAX));
  }

  /** There is no such partition. */
  public static HubError noSuchPartition(int partition, int count) {
    return HubError.of(
        ErrorCode.NOT_FOUND,
        "there is no partition '%d'; this hub has %d, from 0 to %d"
            .formatted(partition, count, count - 1));
  }

  /** The position lies beyond the end of the log. */
  public static HubError beyondTheEnd(long offset, long last) {
    return RequestError.invalid(
        "The supplied offset '%d' is invalid. The last offset in the system is '%d'"
            .formatted(offset, last));
  }

  /** Too many messages are waiting to be written to the log. */
  public static HubError logBusy(String limit) {
    return RequestError.busy("the event log is busy: " + limit + "; try again later");
  }
}
