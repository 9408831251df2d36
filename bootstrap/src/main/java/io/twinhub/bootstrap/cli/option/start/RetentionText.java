package io.twinhub.bootstrap.cli.option.start;

import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.message.event.EventLimits;
import io.twinhub.local.engine.events.Retention;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How retention is written at the command line: {@code 12h}, {@code 3d}, {@code 512MB} or {@code 3d,2GB}. */
public final class RetentionText {
  private static final Pattern COMMA = Pattern.compile(",");
  private static final Pattern PART = Pattern.compile("(\\d{1,6})(s|m|h|d|mb|gb)");
  private static final long MEGABYTE = 1L << 20;
  private static final long GIGABYTE = 1L << 30;

  private RetentionText() {}

  /**
   * The retention that {@code text} names.
   *
   * @param usual supplies the part that {@code text} leaves out
   * @throws CommandFailure naming the option, if the text is not a retention
   */
  public static Retention parse(String option, String text, Retention usual) {
    List<String> parts =
        COMMA.splitAsStream(text.toLowerCase(Locale.ROOT) + " ").toList();
    Duration age = usual.age();
    long bytes = usual.bytesMax();
    int ages = 0;
    int sizes = 0;
    for (String part : parts) {
      Matcher matcher = PART.matcher(part.strip());
      if (!matcher.matches()) {
        throw notOne(option, text);
      }
      long amount = Long.parseLong(matcher.group(1));
      if (matcher.group(2).endsWith("b")) {
        sizes++;
        bytes = amount * (matcher.group(2).equals("mb") ? MEGABYTE : GIGABYTE);
      } else {
        ages++;
        age = age(amount, matcher.group(2));
      }
    }
    if (ages > 1 || sizes > 1) {
      throw notOne(option, text);
    }
    if (age.isZero() || bytes == 0) {
      throw CommandFailure.usage("%s: '%s' would keep nothing".formatted(option, text));
    }
    if (age.compareTo(EventLimits.RETENTION_MAX) > 0) {
      throw CommandFailure.usage("%s: '%s' is longer than %d days, the longest retention"
          .formatted(option, text, EventLimits.RETENTION_MAX.toDays()));
    }
    return new Retention(age, bytes);
  }

  private static CommandFailure notOne(String option, String text) {
    return CommandFailure.usage(
        ("%s: '%s' is not a retention; write an age such as 12h or 3d, a size such as 512MB or 2GB, or both,"
                + " as in 3d,2GB")
            .formatted(option, text));
  }

  private static Duration age(long amount, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> Duration.ofDays(amount);
    };
  }
}
