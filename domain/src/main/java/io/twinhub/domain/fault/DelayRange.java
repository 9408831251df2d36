package io.twinhub.domain.fault;

import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long something waits: always the same time, or any time between two.
 *
 * @param shortest the shortest wait; more than nothing
 * @param longest the longest wait; at most {@link #LONGEST}
 */
public record DelayRange(Duration shortest, Duration longest) {
  /** The longest wait. Clients give up before that: .NET's after four minutes. */
  public static final Duration LONGEST = Duration.ofMinutes(10);

  private static final String TIME = "(\\d{1,6})(ms|s|m|h)";
  private static final Pattern ONE = Pattern.compile(TIME);
  private static final Pattern RANGE = Pattern.compile(TIME + "\\.\\." + TIME);
  private static final int RANGE_END = 3;

  /**
   * Checks the limits.
   *
   * @throws HubException with {@link FaultError#invalidDelay}
   */
  public DelayRange {
    boolean possible = !shortest.isNegative()
        && !longest.isZero()
        && shortest.compareTo(longest) <= 0
        && longest.compareTo(LONGEST) <= 0;
    if (!possible) {
      throw new HubException(FaultError.invalidDelay(text(shortest, longest)));
    }
  }

  /** Always the same wait. */
  public static DelayRange of(Duration wait) {
    return new DelayRange(wait, wait);
  }

  /**
   * The waits that a text such as {@code 2s} or {@code 500ms..3s} names.
   *
   * @throws HubException with {@link FaultError#invalidDelay}
   */
  public static DelayRange parse(String text) {
    Matcher range = RANGE.matcher(text.toLowerCase(Locale.ROOT));
    if (range.matches()) {
      return new DelayRange(duration(range, 1), duration(range, RANGE_END));
    }
    return of(duration(text)
        .orElseThrow(() -> new HubException(FaultError.invalidDelay(ClientText.shown(text)))));
  }

  /** The time that a text such as {@code 2s} names; empty if it names none. */
  public static Optional<Duration> duration(String text) {
    Matcher one = ONE.matcher(text.toLowerCase(Locale.ROOT));
    return one.matches() ? Optional.of(duration(one, 1)) : Optional.empty();
  }

  private static Duration duration(Matcher matcher, int group) {
    long amount = Long.parseLong(matcher.group(group));
    return switch (matcher.group(group + 1)) {
      case "ms" -> Duration.ofMillis(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofSeconds(amount);
    };
  }

  /** One of the waits. */
  public Duration pick(RandomGenerator random) {
    long millis = longest.minus(shortest).toMillis();
    return millis == 0 ? shortest : shortest.plusMillis(random.nextLong(millis + 1));
  }

  /** How users write {@code time}, such as {@code 2s} or {@code 1500ms}. */
  public static String text(Duration time) {
    return time.toMillis() % Duration.ofSeconds(1).toMillis() == 0
        ? time.toSeconds() + "s"
        : time.toMillis() + "ms";
  }

  private static String text(Duration shortest, Duration longest) {
    return shortest.equals(longest) ? text(shortest) : text(shortest) + ".." + text(longest);
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    return text(shortest, longest);
  }
}
