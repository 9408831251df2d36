package io.twinhub.azure.amqp;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.transport.ErrorCondition;

/** Translates the hub's refusals over AMQP to {@link ErrorCode}s; the texts remain the hub's. */
final class AmqpRefusals {
  /** Descriptions of a local hub begin with the number and the name that REST uses. */
  private static final Pattern NUMBERED =
      Pattern.compile("(\\d{6})(?: \\w+)?: (.*)", Pattern.DOTALL);

  private static final Symbol NUMBER = Symbol.valueOf("com.microsoft:error-code");

  /** Source: the error mappers of Azure's SDKs. */
  private static final Map<String, ErrorCode> BY_CONDITION = Map.ofEntries(
      Map.entry("amqp:unauthorized-access", ErrorCode.IOT_HUB_UNAUTHORIZED_ACCESS),
      Map.entry("amqp:not-found", ErrorCode.DEVICE_NOT_FOUND),
      Map.entry("com.microsoft:not-found", ErrorCode.DEVICE_NOT_FOUND),
      Map.entry("amqp:not-allowed", ErrorCode.INVALID_OPERATION),
      Map.entry("amqp:resource-limit-exceeded", ErrorCode.DEVICE_MAXIMUM_QUEUE_DEPTH_EXCEEDED),
      Map.entry("amqp:link:message-size-exceeded", ErrorCode.MESSAGE_TOO_LARGE),
      Map.entry("com.microsoft:argument-error", ErrorCode.ARGUMENT_INVALID),
      Map.entry("com.microsoft:argument-out-of-range", ErrorCode.ARGUMENT_INVALID),
      Map.entry("com.microsoft:device-container-throttled", ErrorCode.THROTTLING));

  private AmqpRefusals() {}

  /** The refusal for {@code condition}; unknown conditions mean that the service is unavailable. */
  static HubException of(Optional<ErrorCondition> condition) {
    String name = condition
        .map(ErrorCondition::getCondition)
        .map(Symbol::toString)
        .orElse("without a reason");
    String text = condition.map(ErrorCondition::getDescription).orElse("");
    Matcher numbered = NUMBERED.matcher(text);
    Optional<ErrorCode> code = numbered.matches()
        ? numbered(numbered.group(1))
        : condition
            .map(ErrorCondition::getInfo)
            .map(info -> info.get(NUMBER))
            .flatMap(number -> numbered(number.toString()));
    String said = numbered.matches() ? numbered.group(2) : text;
    return new HubException(HubError.of(
        code.or(() -> Optional.ofNullable(BY_CONDITION.get(name)))
            .orElse(ErrorCode.SERVICE_UNAVAILABLE),
        said.isEmpty() ? "the hub answered " + name : said));
  }

  private static Optional<ErrorCode> numbered(String number) {
    return Arrays.stream(ErrorCode.values())
        .filter(code -> Integer.toString(code.number()).equals(number))
        .findFirst();
  }
}
