package io.twinhub.local.frontend.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/**
 * Connects an error that a client reports to its line in the hub's log.
 *
 * @param id 32 hex digits
 * @param at when the error occurred
 */
public record Tracking(String id, Instant at) {
  private static final DateTimeFormatter TIMESTAMP =
      DateTimeFormatter.ofPattern("MM/dd/uuuu HH:mm:ss").withZone(ZoneOffset.UTC);

  /** A new, unique tracking id. */
  public static Tracking next(Instant at) {
    return new Tracking(UUID.randomUUID().toString().replace("-", ""), at);
  }

  /** Id and time, as Azure joins them: {@code 0145…278f-G:0-TimeStamp:11/10/2016 08:37:23}. */
  @Override
  public String toString() {
    return id + "-G:0-TimeStamp:" + TIMESTAMP.format(at);
  }
}
