package io.twinhub.domain.twin;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;

/**
 * Times as twin documents spell them: UTC with seven digits of fraction, none for a full second, such
 * as {@code 2021-05-07T00:50:38.0543092Z} and {@code 0001-01-01T00:00:00Z}.
 */
public final class HubTime {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final int NANOS_PER_TICK = 100;

  private HubTime() {}

  /** The text of {@code time}, cut to a tenth of a microsecond. */
  public static String text(Instant time) {
    int ticks = time.get(ChronoField.NANO_OF_SECOND) / NANOS_PER_TICK;
    String seconds = SECONDS.format(time);
    return ticks == 0 ? seconds + "Z" : seconds + "." + "%07d".formatted(ticks) + "Z";
  }
}
