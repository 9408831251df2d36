package io.twinhub.local.engine.rows;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far queries lag behind writes, for testing programs that must cope with Azure's delay. Written {@code
 * fixed:2s}, {@code random:SEED:0..30s} or {@code held}; times in {@code ms}, {@code s} or {@code m}.
 */
public final class QueryLag {
  /** The longest lag. Source: Azure's documentation of queries, "up to 30 minutes". */
  public static final Duration MAX = Duration.ofMinutes(30);

  private static final String SHAPE =
      "a lag is fixed:2s, random:SEED:0..30s or held; times are in ms, s or m";

  private static final Pattern FIXED = Pattern.compile("fixed:(\\d{1,7}(?:ms|s|m))");
  private static final Pattern RANDOM =
      Pattern.compile("random:(-?\\d{1,18}):(\\d{1,7})\\.\\.(\\d{1,7})(ms|s|m)");

  private final String text;
  private final Optional<Supplier<Duration>> delays;

  private QueryLag(String text, Optional<Supplier<Duration>> delays) {
    this.text = text;
    this.delays = delays;
  }

  /**
   * Reads a lag.
   *
   * @throws IllegalArgumentException in words for the user, if {@code text} is not a lag
   */
  public static QueryLag parse(String text) {
    if (text.equals("held")) {
      return new QueryLag(text, Optional.empty());
    }
    Matcher fixed = FIXED.matcher(text);
    if (fixed.matches()) {
      Duration delay = duration(fixed.group(1));
      return new QueryLag(text, Optional.of(() -> delay));
    }
    Matcher random = RANDOM.matcher(text);
    if (!random.matches()) {
      throw new IllegalArgumentException(SHAPE);
    }
    Duration least = duration(random.group(2) + random.group(4));
    Duration most = duration(random.group(3) + random.group(4));
    if (least.compareTo(most) > 0) {
      throw new IllegalArgumentException("the first time is longer than the second");
    }
    SplittableRandom source = new SplittableRandom(Long.parseLong(random.group(1)));
    return new QueryLag(
        text,
        Optional.of(
            () -> Duration.ofMillis(source.nextLong(least.toMillis(), most.toMillis() + 1))));
  }

  private static Duration duration(String text) {
    long number = Long.parseLong(text.replaceAll("\\D", ""));
    Duration duration = text.endsWith("ms")
        ? Duration.ofMillis(number)
        : text.endsWith("s") ? Duration.ofSeconds(number) : Duration.ofMinutes(number);
    if (duration.compareTo(MAX) > 0) {
      throw new IllegalArgumentException("a lag is at most 30m");
    }
    return duration;
  }

  /**
   * How long the next write is hidden from queries; empty: until it is released. Called by one thread only.
   */
  public Optional<Duration> next() {
    return delays.map(Supplier::get);
  }

  /** The text that it was parsed from. */
  @Override
  public String toString() {
    return text;
  }
}
