package io.twinhub.local.engine.journal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Times as {@link Instant#toString} writes them, read some ten times as fast as by {@link Instant#parse}: a
 * million twins hold eight million times.
 */
final class StoredTime {
  private static final String SHAPE = "0000-00-00T00:00:00";
  private static final int FRACTION_DIGITS_MAX = 9;
  private static final long SECONDS_PER_MINUTE = 60;
  private static final long SECONDS_PER_HOUR = 3600;
  private static final long SECONDS_PER_DAY = 86_400;
  private static final int HOURS = 24;
  private static final int SIXTY = 60;
  private static final int TEN = 10;

  private StoredTime() {}

  /**
   * The time that {@code text} is.
   *
   * @throws DateTimeException if it is none
   */
  static Instant parse(String text) {
    int fraction = text.length() - SHAPE.length() - 2;
    boolean plain = fraction == -1
        || (fraction > 0 && fraction <= FRACTION_DIGITS_MAX && text.charAt(SHAPE.length()) == '.');
    if (!plain || text.charAt(text.length() - 1) != 'Z' || !hasShape(text)) {
      return Instant.parse(text);
    }
    int hours = number(text, 11, 13);
    int minutes = number(text, 14, 16);
    int seconds = number(text, 17, 19);
    if (hours >= HOURS || minutes >= SIXTY || seconds >= SIXTY) {
      return Instant.parse(text);
    }
    long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
        .toEpochDay();
    long second = hours * SECONDS_PER_HOUR + minutes * SECONDS_PER_MINUTE + seconds;
    return Instant.ofEpochSecond(day * SECONDS_PER_DAY + second, nanos(text, fraction));
  }

  private static boolean hasShape(String text) {
    for (int i = 0; i < text.length() - 1; i++) {
      char expected = i < SHAPE.length() ? SHAPE.charAt(i) : '0';
      char found = text.charAt(i);
      boolean fits = expected == '0' ? found >= '0' && found <= '9' : found == expected;
      if (!fits && i != SHAPE.length()) {
        return false;
      }
    }
    return true;
  }

  private static int nanos(String text, int digits) {
    if (digits <= 0) {
      return 0;
    }
    int nanos = number(text, SHAPE.length() + 1, SHAPE.length() + 1 + digits);
    for (int i = digits; i < FRACTION_DIGITS_MAX; i++) {
      nanos *= TEN;
    }
    return nanos;
  }

  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      number = number * TEN + text.charAt(i) - '0';
    }
    return number;
  }
}
