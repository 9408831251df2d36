package io.twinhub.azure.events;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import io.twinhub.azure.wire.AzureErrors;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Translates failures of Event Hubs to refusals. */
final class EventErrors {
  private static final Map<AmqpErrorCondition, ErrorCode> BY_CONDITION = Map.of(
      AmqpErrorCondition.NOT_FOUND, ErrorCode.NOT_FOUND,
      AmqpErrorCondition.UNAUTHORIZED_ACCESS, ErrorCode.IOT_HUB_UNAUTHORIZED,
      AmqpErrorCondition.ARGUMENT_ERROR, ErrorCode.ARGUMENT_INVALID,
      AmqpErrorCondition.ARGUMENT_OUT_OF_RANGE_ERROR, ErrorCode.ARGUMENT_INVALID);

  /** What the client appends to the service's message: its own ids and where the failure happened. */
  private static final Pattern CONTEXT =
      Pattern.compile(",? ?(errorContext\\[|TrackingId:|Reference:).*", Pattern.DOTALL);

  /** What the client puts before the service's message. */
  private static final Pattern STATUS = Pattern.compile("^status-code: \\w+, status-description: ");

  private EventErrors() {}

  /** The refusal for a failure; a failure that is not a refusal means that the service is unavailable. */
  static HubException of(EventsAddress address, Throwable failure) {
    return amqp(failure)
        .flatMap(refused -> Optional.ofNullable(refused.getErrorCondition())
            .flatMap(condition -> Optional.ofNullable(BY_CONDITION.get(condition)))
            .map(code -> new HubException(HubError.of(code, text(refused)), refused)))
        .orElseGet(() -> AzureErrors.unreachable(address.name(), root(failure)));
  }

  /** Whether another attempt may succeed. */
  static boolean isPassing(Throwable failure) {
    return amqp(failure)
        .map(AmqpException::getErrorCondition)
        .filter(BY_CONDITION::containsKey)
        .isEmpty();
  }

  private static Optional<AmqpException> amqp(Throwable failure) {
    Throwable one = failure;
    while (one != null) {
      if (one instanceof AmqpException amqp) {
        return Optional.of(amqp);
      }
      one = one.getCause();
    }
    return Optional.empty();
  }

  private static Throwable root(Throwable failure) {
    return failure.getCause() == null ? failure : failure.getCause();
  }

  private static String text(AmqpException refused) {
    String whole = String.valueOf(refused.getMessage());
    String text =
        CONTEXT.matcher(STATUS.matcher(whole).replaceFirst("")).replaceFirst("").strip();
    return text.isEmpty() ? "the event endpoint refused: " + refused.getErrorCondition() : text;
  }
}
