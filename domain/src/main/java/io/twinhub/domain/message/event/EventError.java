package io.twinhub.domain.message.event;

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

  /** More messages wait for the log than it takes. */
  public static HubError logBusy(String limit) {
    return RequestError.busy("the event log is busy: " + limit + "; try again later");
  }
}
