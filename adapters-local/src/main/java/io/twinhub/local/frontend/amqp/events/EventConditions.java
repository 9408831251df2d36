package io.twinhub.local.frontend.amqp.events;

import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.wire.ErrorBody;
import java.util.regex.Pattern;

/** Errors in the form that clients for Event Hubs know, without the error numbers of an IoT hub. */
final class EventConditions {
  private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,5}");

  private EventConditions() {}

  static AmqpCondition of(HubException refusal) {
    return new AmqpCondition(
        AmqpCondition.of(refusal).name(), ErrorBody.clientText(refusal.error()));
  }

  /** The error for something that does not exist. */
  @SuppressWarnings("AnnotateFormatMethod")
  static HubException notFound(String text, Object... values) {
    return new HubException(HubError.of(ErrorCode.NOT_FOUND, text.formatted(values)));
  }

  /**
   * The number that {@code text} stands for.
   *
   * @throws HubException if there is no such partition
   */
  static int partition(String text, int count) {
    if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) >= count) {
      throw notFound(
          "there is no partition '%s'; this hub has %d, from 0 to %d",
          ClientText.shown(text), count, count - 1);
    }
    return Integer.parseInt(text);
  }
}
