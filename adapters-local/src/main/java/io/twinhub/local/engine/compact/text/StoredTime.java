package io.twinhub.local.engine.compact.text;

import io.twinhub.local.engine.compact.bytes.PackedBytes;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Writes and reads times as {@link Instant#toString} spells them, about ten times as fast as {@link
 * Instant} does: a million twins hold eight million times.
 */
public final class StoredTime {
  private static final String SHAPE = "0000-00-00T00:00:00";
  private static final int FRACTION_DIGITS_MAX = 9;
  private static final long SECONDS_PER_MINUTE = 60;
  private static final long SECONDS_PER_HOUR = 3600;
  private static final long SECONDS_PER_DAY = 86_400;
  private static final int HOURS = 24;
  private static final int SIXTY = 60;
  private static final int TEN = 10;
  private static final int YEAR_MAX = 9999;
  private static final int NANOS_PER_MICRO = 1000;
  private static final int NANOS_PER_MILLI = 1_000_000;
  private static final byte[] SHAPE_BYTES = SHAPE.getBytes(StandardCharsets.ISO_8859_1);

  /** A time and its text, which is not to be modified. */
  private static final class Known {
    private final Instant time;
    private final byte[] text;

    Known(Instant time, byte[] text) {
      this.time = time;
      this.text = text;
    }
  }

  /** How many times are remembered, each in the one slot that it hashes to; a power of two. */
  private static final int KNOWN_MAX = 1024;

  /**
   * Times that were written recently. The time of a batch occurs several times in each of its documents,
   * and the times of a device in each of its own. Any thread reads and writes them.
   */
  private static final AtomicReferenceArray<Known> KNOWN = new AtomicReferenceArray<>(KNOWN_MAX);

  private StoredTime() {}

  /** Writes a member. */
  public static void member(byte[] name, Instant time, PackedBytes out) {
    out.raw(name);
    out.one('"');
    out.raw(bytes(time));
    out.one('"');
  }

  /** The text of {@code time}; not to be modified. */
  public static byte[] bytes(Instant time) {
    int micros = (int) time.getEpochSecond() + time.getNano() / NANOS_PER_MICRO;
    int place = micros & (KNOWN_MAX - 1);
    Known known = KNOWN.get(place);
    if (known != null && known.time.equals(time)) {
      return known.text;
    }
    byte[] text = newBytes(time);
    KNOWN.set(place, new Known(time, text));
    return text;
  }

  private static byte[] newBytes(Instant time) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(time.getEpochSecond(), SECONDS_PER_DAY));
    if (date.getYear() < 0 || date.getYear() > YEAR_MAX) {
      return ValueText.ascii(time.toString());
    }
    int second = (int) Math.floorMod(time.getEpochSecond(), SECONDS_PER_DAY);
    int nanos = time.getNano();
    int digits = digits(nanos);
    byte[] text = Arrays.copyOf(SHAPE_BYTES, SHAPE.length() + (digits > 0 ? digits + 2 : 1));
    put(text, 3, date.getYear());
    put(text, 6, date.getMonthValue());
    put(text, 9, date.getDayOfMonth());
    put(text, 12, second / (SIXTY * SIXTY));
    put(text, 15, second / SIXTY % SIXTY);
    put(text, 18, second % SIXTY);
    if (digits > 0) {
      Arrays.fill(text, SHAPE.length() + 1, text.length - 1, (byte) '0');
      text[SHAPE.length()] = '.';
      int fraction = nanos;
      for (int i = digits; i < FRACTION_DIGITS_MAX; i++) {
        fraction /= TEN;
      }
      put(text, SHAPE.length() + digits, fraction);
    }
    text[text.length - 1] = 'Z';
    return text;
  }

  /** How many digits the fraction needs: 0, 3, 6 or 9. */
  private static int digits(int nanos) {
    if (nanos == 0) {
      return 0;
    }
    return nanos % NANOS_PER_MICRO != 0 ? 9 : nanos % NANOS_PER_MILLI != 0 ? 6 : 3;
  }

  /** Writes a number over the zeros in {@code text}, with its last digit at {@code last}. */
  private static void put(byte[] text, int last, int number) {
    int at = last;
    for (int left = number; left > 0; left /= TEN) {
      text[at--] = (byte) ('0' + left % TEN);
    }
  }

  /**
   * Parses a time.
   *
   * @throws DateTimeException if {@code text} is not a time
   */
  public static Instant parse(String text) {
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
