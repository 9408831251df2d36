package io.twinhub.local.frontend.amqp.events;

import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.local.frontend.amqp.link.LinkRequest;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The filter that says where a reader starts, such as {@code amqp.annotation.x-opt-offset > '12'}. */
final class StartFilter {
  /** The key in the filter map. Source: all clients for Event Hubs. */
  static final String KEY = "apache.org:selector-filter:string";

  private static final int LENGTH_MAX = 256;
  private static final String FIRST_OFFSET = "-1";
  private static final String LATEST = "@latest";

  /** The value is in quotes, except that .NET and the CLI omit them. */
  private static final Pattern FORM = Pattern.compile(
      "\\s*amqp\\.annotation\\.([a-z-]+)\\s*(>=?)\\s*('[^']*'|[^'\\s]+)\\s*",
      Pattern.CASE_INSENSITIVE);

  private StartFilter() {}

  /**
   * The position that the client asks for; the beginning if it has no filter.
   *
   * @throws HubException if the filter is not understood
   */
  static EventPosition position(LinkRequest request) {
    Optional<Object> filter = request.filter(KEY);
    if (filter.isEmpty()) {
      return new EventPosition.Earliest();
    }
    if (filter.get() instanceof String text) {
      return position(text);
    }
    throw new HubException(RequestError.invalid("the filter %s is not a string".formatted(KEY)));
  }

  /**
   * The position that a filter stands for.
   *
   * @throws HubException if it is not understood
   */
  static EventPosition position(String filter) {
    Matcher parts = FORM.matcher(filter);
    if (filter.length() > LENGTH_MAX || !parts.matches()) {
      throw notUnderstood(filter);
    }
    boolean inclusive = parts.group(2).equals(">=");
    String quoted = parts.group(3);
    String value =
        quoted.startsWith("'") ? quoted.substring(1, quoted.length() - 1).strip() : quoted;
    return switch (parts.group(1).toLowerCase(Locale.ROOT)) {
      case "x-opt-offset" -> offset(filter, value, inclusive);
      case "x-opt-sequence-number" -> sequence(number(filter, value), inclusive);
      case "x-opt-enqueued-time", "x-opt-enqueuedtimeutc" ->
        new EventPosition.AtTime(Instant.ofEpochMilli(number(filter, value)), inclusive);
      default -> throw notUnderstood(filter);
    };
  }

  private static EventPosition offset(String filter, String value, boolean inclusive) {
    return switch (value) {
      case FIRST_OFFSET -> new EventPosition.Earliest();
      case LATEST -> new EventPosition.Latest();
      default -> {
        long offset = number(filter, value);
        yield offset < 0
            ? new EventPosition.Earliest()
            : new EventPosition.AtOffset(offset, inclusive);
      }
    };
  }

  /** No number is below 0, so one below it means the beginning; none is above the largest. */
  private static EventPosition sequence(long number, boolean inclusive) {
    if (number < 0) {
      return new EventPosition.Earliest();
    }
    return new EventPosition.AtSequence(Math.min(number, Long.MAX_VALUE - 1), inclusive);
  }

  private static long number(String filter, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException none) {
      throw notUnderstood(filter);
    }
  }

  private static HubException notUnderstood(String filter) {
    return new HubException(RequestError.invalid(
        ("the filter '%s' is not understood; it has the form amqp.annotation.{name} > '{value}', where the"
                + " name is x-opt-offset, x-opt-sequence-number or x-opt-enqueued-time")
            .formatted(ClientText.shown(filter))));
  }
}
