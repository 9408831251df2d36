package io.twinhub.bootstrap.cli.option;

import io.twinhub.bootstrap.cli.print.CommandFailure;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How durations are written at the command line: {@code 500ms}, {@code 10s}, {@code 2m}, {@code 1h}. */
public final class DurationText {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m|h)?");

  private DurationText() {}

  /**
   * The duration that {@code text} names; a number without a unit means seconds.
   *
   * @throws CommandFailure naming the option, if the text is not a duration
   */
  public static Duration parse(String option, String text) {
    Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw CommandFailure.usage(
          "%s: '%s' is not a duration; write 500ms, 10s, 2m or 1h".formatted(option, text));
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (Optional.ofNullable(matcher.group(2)).orElse("s")) {
      case "ms" -> Duration.ofMillis(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofSeconds(amount);
    };
  }
}
