package io.twinhub.domain.twin;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Times as twin documents spell them: UTC with seven digits of fraction, none for a full second, such
 * as {@code 2021-05-07T00:50:38.0543092Z} and {@code 0001-01-01T00:00:00Z}.
 */
public final class HubTime {
  private static final int NANOS_PER_TICK = 100;
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int MINUTES_PER_HOUR = 60;
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int TEN = 10;
  private static final int LENGTH = "2021-05-07T00:50:38.0543092Z".length();

  private HubTime() {}

  /** The text of {@code time}, cut to a tenth of a microsecond. Written by hand: documents hold many. */
  public static String text(Instant time) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(time.getEpochSecond(), SECONDS_PER_DAY));
    int second = Math.floorMod(time.getEpochSecond(), SECONDS_PER_DAY);
    int minute = second / SECONDS_PER_MINUTE;
    StringBuilder text = new StringBuilder(LENGTH);
    digits(text, date.getYear(), 4);
    digits(text.append('-'), date.getMonthValue(), 2);
    digits(text.append('-'), date.getDayOfMonth(), 2);
    digits(text.append('T'), minute / MINUTES_PER_HOUR, 2);
    digits(text.append(':'), minute % MINUTES_PER_HOUR, 2);
    digits(text.append(':'), second % SECONDS_PER_MINUTE, 2);
    int ticks = time.getNano() / NANOS_PER_TICK;
    if (ticks > 0) {
      digits(text.append('.'), ticks, 7);
    }
    return text.append('Z').toString();
  }

  private static void digits(StringBuilder text, int number, int count) {
    int power = 1;
    for (int i = 1; i < count; i++) {
      power *= TEN;
    }
    for (int left = power; left > 0; left /= TEN) {
      text.append((char) ('0' + number / left % TEN));
    }
  }
}
