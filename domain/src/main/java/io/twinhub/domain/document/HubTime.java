package io.twinhub.domain.document;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Times in the format of twin documents: UTC with seven fractional digits, or none for a full second, such as
 * {@code 2021-05-07T00:50:38.0543092Z} and {@code 0001-01-01T00:00:00Z}.
 */
public final class HubTime {
  private static final int NANOS_PER_TICK = 100;
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int MINUTES_PER_HOUR = 60;
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int TEN = 10;
  private static final int HUNDRED = 100;
  private static final String FINE = "0000-00-00T00:00:00.0000000Z";
  private static final String COARSE = "0000-00-00T00:00:00Z";

  private HubTime() {}

  /**
   * The text of {@code time}, truncated to a tenth of a microsecond. Not made with a formatter, because
   * documents hold many times.
   */
  public static String text(Instant time) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(time.getEpochSecond(), SECONDS_PER_DAY));
    int second = Math.floorMod(time.getEpochSecond(), SECONDS_PER_DAY);
    int minute = second / SECONDS_PER_MINUTE;
    int ticks = time.getNano() / NANOS_PER_TICK;
    byte[] text = (ticks > 0 ? FINE : COARSE).getBytes(StandardCharsets.ISO_8859_1);
    two(text, 0, date.getYear() / HUNDRED);
    two(text, 2, date.getYear() % HUNDRED);
    two(text, 5, date.getMonthValue());
    two(text, 8, date.getDayOfMonth());
    two(text, 11, minute / MINUTES_PER_HOUR);
    two(text, 14, minute % MINUTES_PER_HOUR);
    two(text, 17, second % SECONDS_PER_MINUTE);
    for (int at = COARSE.length() + 6, left = ticks; left > 0; at--, left /= TEN) {
      text[at] = (byte) ('0' + left % TEN);
    }
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  private static void two(byte[] text, int at, int number) {
    text[at] = (byte) ('0' + number / TEN);
    text[at + 1] = (byte) ('0' + number % TEN);
  }
}
