package io.twinhub.domain.fault;

import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.message.event.DeviceMessage;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * A fault that a device asks for by a message with certain properties, as the tests of Azure's SDKs do.
 * Source: those tests; Azure does not document them.
 *
 * @param kind what breaks
 * @param reason why, in the words of the sender
 * @param delay how long the hub waits before that
 * @param duration how long a refusal holds
 */
public record InBandFault(Kind kind, String reason, Duration delay, Duration duration) {
  /** The longest delay and the longest duration. The tests use 5 seconds. */
  public static final Duration TIME_MAX = Duration.ofHours(1);

  private static final String TYPE = "AzIoTHub_FaultOperationType";
  private static final String REASON = "AzIoTHub_FaultOperationCloseReason";
  private static final String DELAY = "AzIoTHub_FaultOperationDelayInSecs";
  private static final String DURATION = "AzIoTHub_FaultOperationDurationInSecs";
  private static final int DIGITS_MAX = 9;

  /** What breaks. */
  public enum Kind {
    /** The TCP connection. */
    KILL_TCP("KillTcp"),
    /** The AMQP connection. */
    KILL_AMQP_CONNECTION("KillAmqpConnection"),
    /** The AMQP session. */
    KILL_AMQP_SESSION("KillAmqpSession"),
    /** The link on which tokens are put. */
    KILL_CBS_REQUESTS("KillAmqpCBSLinkReq"),
    /** The link on which tokens are answered. */
    KILL_CBS_RESPONSES("KillAmqpCBSLinkResp"),
    /** The link for telemetry. */
    KILL_TELEMETRY("KillAmqpD2CLink"),
    /** The link for messages to the device. */
    KILL_MESSAGES("KillAmqpC2DLink"),
    /** The link for requests of the twin. */
    KILL_TWIN_REQUESTS("KillAmqpTwinLinkReq"),
    /** The link for answers of the twin. */
    KILL_TWIN_RESPONSES("KillAmqpTwinLinkResp"),
    /** The link on which method calls come. */
    KILL_METHOD_REQUESTS("KillAmqpMethodReqLink"),
    /** The link on which method calls are answered. */
    KILL_METHOD_RESPONSES("KillAmqpMethodRespLink"),
    /** Operations are refused as throttled. */
    THROTTLE("InvokeThrottling"),
    /** Operations are refused as over quota. */
    EXCEED_QUOTA("InvokeMaxMessageQuota"),
    /** Operations are refused as unauthorized. */
    REFUSE_AUTHORIZATION("InvokeAuthError"),
    /** The AMQP connection, politely. */
    SHUT_DOWN_AMQP("ShutDownAmqp"),
    /** The MQTT connection, politely. */
    SHUT_DOWN_MQTT("ShutDownMqtt");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** The name in the message. */
    public String text() {
      return text;
    }

    /** The error of refusals of this kind; empty for those that break a connection or a link. */
    public Optional<ErrorCode> refusal() {
      return switch (this) {
        case THROTTLE -> Optional.of(ErrorCode.THROTTLING);
        case EXCEED_QUOTA -> Optional.of(ErrorCode.IOT_HUB_QUOTA_EXCEEDED);
        case REFUSE_AUTHORIZATION -> Optional.of(ErrorCode.IOT_HUB_UNAUTHORIZED);
        default -> Optional.empty();
      };
    }
  }

  /** Whether {@code message} asks for a fault at all. */
  public static boolean isIn(DeviceMessage message) {
    return message.properties().containsKey(TYPE);
  }

  /**
   * The fault that {@code message} asks for.
   *
   * @throws HubException saying which property is wrong
   */
  public static InBandFault read(DeviceMessage message) {
    String type = Optional.ofNullable(message.properties().get(TYPE)).orElse("");
    Kind kind = Arrays.stream(Kind.values())
        .filter(known -> known.text.equalsIgnoreCase(type))
        .findFirst()
        .orElseThrow(() -> new HubException(RequestError.invalid(
            "there is no in-band fault '%s'".formatted(ClientText.shown(type)))));
    String reason = Optional.ofNullable(message.properties().get(REASON)).orElse("");
    return new InBandFault(
        kind, ClientText.shown(reason), seconds(message, DELAY), seconds(message, DURATION));
  }

  private static Duration seconds(DeviceMessage message, String name) {
    String text = Optional.ofNullable(message.properties().get(name)).orElse("0");
    boolean digits = !text.isEmpty()
        && text.length() <= DIGITS_MAX
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
    Duration time = digits ? Duration.ofSeconds(Long.parseLong(text)) : Duration.ZERO;
    if (!digits || time.compareTo(TIME_MAX) > 0) {
      throw new HubException(RequestError.invalid("%s is '%s': it must be 0 to %d whole seconds"
          .formatted(name, ClientText.shown(text), TIME_MAX.toSeconds())));
    }
    return time;
  }
}
