package io.twinhub.azure.wire;

import static java.util.stream.Collectors.joining;

import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.service.exceptions.ErrorCodeDescription;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubBadFormatException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubDeviceMaximumQueueDepthExceededException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubInternalServerErrorException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubInvalidOperationException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubMessageTooLargeException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubNotFoundException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubPreconditionFailedException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubTooManyRequestsException;
import com.microsoft.azure.sdk.iot.service.exceptions.IotHubUnauthorizedException;
import io.twinhub.application.json.JsonText;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.json.JsonObject;
import java.net.ConnectException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The one table of refusals: translates those of Azure's REST API, device protocols and SDKs to {@link
 * ErrorCode}s. The texts remain Azure's.
 */
public final class AzureErrors {
  private static final int NUMBER_MIN = 400_000;

  /** Precedes the tracking id in a body of the dialect with error names. */
  private static final String TRACKING = "Tracking ID:";

  /** A qualified class name and the colon between it and the exception's text. */
  private static final Pattern CLASS =
      Pattern.compile("\\b(?:[a-z][\\w]*\\.){2,}[A-Z]\\w*(?:\\$\\w+)*:?\\s*");

  private static final Map<ErrorCodeDescription, ErrorCode> BY_NUMBER = byNumber();
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int NOT_IMPLEMENTED = 501;

  private static final Map<IotHubStatusCode, ErrorCode> BY_SDK = bySdk();

  private static final Map<Class<? extends IotHubException>, ErrorCode> BY_SERVICE_SDK = Map.of(
      IotHubNotFoundException.class, ErrorCode.DEVICE_NOT_FOUND,
      IotHubDeviceMaximumQueueDepthExceededException.class,
          ErrorCode.DEVICE_MAXIMUM_QUEUE_DEPTH_EXCEEDED,
      IotHubMessageTooLargeException.class, ErrorCode.MESSAGE_TOO_LARGE,
      IotHubInvalidOperationException.class, ErrorCode.INVALID_OPERATION,
      IotHubBadFormatException.class, ErrorCode.ARGUMENT_INVALID,
      IotHubUnauthorizedException.class, ErrorCode.IOT_HUB_UNAUTHORIZED,
      IotHubTooManyRequestsException.class, ErrorCode.THROTTLING,
      IotHubPreconditionFailedException.class, ErrorCode.PRECONDITION_FAILED,
      IotHubInternalServerErrorException.class, ErrorCode.SERVER_ERROR);

  /** The number, name and text of a description over AMQP, after a condition that the SDK does not know. */
  private static final Pattern NUMBERED =
      Pattern.compile("(?:[a-z.:-]+:)?(\\d{6}) (\\w+): (.*)", Pattern.DOTALL);

  private AzureErrors() {}

  /** The service SDK's names for error numbers and for plain statuses, where they differ from ours. */
  private static Map<ErrorCodeDescription, ErrorCode> byNumber() {
    Map<ErrorCodeDescription, ErrorCode> codes = new EnumMap<>(ErrorCodeDescription.class);
    codes.put(ErrorCodeDescription.IotHubQuotaExceeded, ErrorCode.THROTTLING);
    codes.put(ErrorCodeDescription.DeviceMaximumQueueDepthExceeded, ErrorCode.THROTTLING);
    codes.put(ErrorCodeDescription.ThrottleBacklogLimitExceeded, ErrorCode.THROTTLING);
    codes.put(ErrorCodeDescription.BadFormat, ErrorCode.ARGUMENT_INVALID);
    codes.put(ErrorCodeDescription.Unauthorized, ErrorCode.IOT_HUB_UNAUTHORIZED);
    codes.put(ErrorCodeDescription.Forbidden, ErrorCode.TOO_MANY_DEVICES);
    codes.put(ErrorCodeDescription.NotFound, ErrorCode.NOT_FOUND);
    codes.put(ErrorCodeDescription.Conflict, ErrorCode.DEVICE_ALREADY_EXISTS);
    codes.put(ErrorCodeDescription.PreconditionFailed, ErrorCode.PRECONDITION_FAILED);
    codes.put(ErrorCodeDescription.RequestEntityTooLarge, ErrorCode.MESSAGE_TOO_LARGE);
    codes.put(ErrorCodeDescription.ThrottlingException, ErrorCode.THROTTLING);
    codes.put(ErrorCodeDescription.InternalServerError, ErrorCode.SERVER_ERROR);
    codes.put(ErrorCodeDescription.ServiceUnavailable, ErrorCode.SERVICE_UNAVAILABLE);
    return codes;
  }

  private static Map<IotHubStatusCode, ErrorCode> bySdk() {
    Map<IotHubStatusCode, ErrorCode> codes = new EnumMap<>(IotHubStatusCode.class);
    codes.put(IotHubStatusCode.BAD_FORMAT, ErrorCode.ARGUMENT_INVALID);
    codes.put(IotHubStatusCode.UNAUTHORIZED, ErrorCode.IOT_HUB_UNAUTHORIZED);
    codes.put(IotHubStatusCode.QUOTA_EXCEEDED, ErrorCode.THROTTLING);
    codes.put(IotHubStatusCode.NOT_FOUND, ErrorCode.DEVICE_NOT_FOUND);
    codes.put(IotHubStatusCode.PRECONDITION_FAILED, ErrorCode.PRECONDITION_FAILED);
    codes.put(IotHubStatusCode.REQUEST_ENTITY_TOO_LARGE, ErrorCode.MESSAGE_TOO_LARGE);
    codes.put(IotHubStatusCode.THROTTLED, ErrorCode.THROTTLING);
    codes.put(IotHubStatusCode.INTERNAL_SERVER_ERROR, ErrorCode.SERVER_ERROR);
    return codes;
  }

  /** The refusal for an exception of the device SDK; unknown ones mean that the service is unavailable. */
  public static HubException of(IotHubClientException failure) {
    IotHubStatusCode status = failure.getStatusCode();
    ErrorCode code = BY_SDK.getOrDefault(status, ErrorCode.SERVICE_UNAVAILABLE);
    String detail = withoutClasses(failure);
    String text = detail.isEmpty() ? "the hub answered " + status : detail;
    return new HubException(HubError.of(code, text), failure);
  }

  /**
   * The refusal for an exception of the service SDK over AMQP. Its class gives the AMQP condition, and its
   * text may give the error number; unknown ones mean that the service is unavailable.
   */
  public static HubException of(IotHubException failure) {
    String detail = withoutClasses(failure);
    JsonObject said = object(detail);
    Matcher numbered = NUMBERED.matcher(detail);
    ErrorCode code = numbered(said)
        .or(() -> numbered.matches() ? named(numbered.group(2)) : named(nameIn(detail)))
        .orElseGet(
            () -> BY_SERVICE_SDK.getOrDefault(failure.getClass(), ErrorCode.SERVICE_UNAVAILABLE));
    String text =
        message(said).orElseGet(() -> numbered.matches() ? numbered.group(3) : withoutName(detail));
    return new HubException(
        HubError.of(code, text.isEmpty() ? "the hub answered " + code : text), failure);
  }

  /** The error for a hub that did not answer. */
  public static HubException unreachable(String who, Throwable cause) {
    return new HubException(
        RequestError.unavailable("no answer from %s: %s".formatted(who, reason(cause))), cause);
  }

  /**
   * The reason why no answer came. The JDK's HTTP client throws some exceptions without a message, which
   * only their class explains.
   */
  public static String reason(Throwable cause) {
    String detail = withoutClasses(cause);
    if (!detail.isEmpty()) {
      return detail;
    }
    if (!(cause instanceof ConnectException)) {
      return "the connection broke";
    }
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root instanceof UnresolvedAddressException
        ? "the host name is not known"
        : "the connection was refused";
  }

  /** The message of an exception, without the class names of libraries in it. */
  private static String withoutClasses(Throwable failure) {
    String detail = String.valueOf(Optional.ofNullable(failure.getMessage()).orElse(""));
    return CLASS.matcher(detail).replaceAll("").strip();
  }

  /**
   * The refusal in an answer of the hub. The exception's message is the hub's text, with the code and the
   * tracking id as the hub sent them.
   *
   * @param status the HTTP status, which MQTT also uses
   * @param name the error's name, where a header gives it
   * @param body the answer's body, in either of Azure's dialects
   */
  public static HubException of(int status, Optional<String> name, String body) {
    JsonObject said = object(body);
    Optional<String> told = message(said);
    String text = told.orElseGet(() -> "the hub answered " + status);
    JsonObject nested = object(text);
    Optional<ErrorCode> code = name.flatMap(AzureErrors::named)
        .or(() -> numbered(said))
        .or(() -> numbered(nested))
        .or(() -> named(nameIn(text)));
    HubError refusal = HubError.of(
        code.orElseGet(() -> byStatus(status)), message(nested).orElseGet(() -> withoutName(text)));
    Optional<String> sent = name.or(() -> Optional.of(nameIn(text)).filter(n -> !n.isEmpty()))
        .or(() -> number(said).or(() -> number(nested)).map(String::valueOf))
        .or(() -> told.map(unused -> "status " + status));
    Optional<String> tracked =
        trackingId(said).or(() -> trackingId(nested)).map("tracking ID "::concat);
    String reference = Stream.of(sent, tracked).flatMap(Optional::stream).collect(joining(", "));
    return reference.isEmpty()
        ? new HubException(refusal)
        : HubException.answered(refusal, reference);
  }

  private static Optional<String> trackingId(JsonObject body) {
    Members fields = Members.leniently(body);
    return fields
        .text("trackingId")
        .or(() -> fields
            .text("ExceptionMessage")
            .filter(text -> text.startsWith(TRACKING))
            .map(text -> text.substring(TRACKING.length())))
        .map(String::strip)
        .filter(id -> !id.isEmpty());
  }

  private static ErrorCode byStatus(int status) {
    return switch (status) {
      case METHOD_NOT_ALLOWED -> ErrorCode.METHOD_NOT_ALLOWED;
      case NOT_IMPLEMENTED -> ErrorCode.NOT_IMPLEMENTED;
      default ->
        bySdk(status)
            .orElse(status < 500 ? ErrorCode.INVALID_OPERATION : ErrorCode.SERVICE_UNAVAILABLE);
    };
  }

  private static Optional<ErrorCode> bySdk(int number) {
    return Optional.ofNullable(BY_NUMBER.get(ErrorCodeDescription.Parse(number)));
  }

  private static Optional<ErrorCode> named(String name) {
    return Arrays.stream(ErrorCode.values())
        .filter(code -> code.azureName().equals(name))
        .findFirst();
  }

  private static Optional<Integer> number(JsonObject body) {
    long number = Members.leniently(body).number("errorCode");
    return number < NUMBER_MIN || number > Integer.MAX_VALUE
        ? Optional.empty()
        : Optional.of((int) number);
  }

  private static Optional<ErrorCode> numbered(JsonObject body) {
    return number(body)
        .flatMap(number -> Arrays.stream(ErrorCode.values())
            .filter(code -> code.number() == number)
            .findFirst()
            .or(() -> bySdk(number)));
  }

  private static Optional<String> message(JsonObject body) {
    Members members = Members.leniently(body);
    return members.filledText("Message").or(() -> members.filledText("message"));
  }

  /**
   * Extracts {@code DeviceNotFound} from {@code ErrorCode:DeviceNotFound;text}; empty if there is no name.
   */
  private static String nameIn(String text) {
    int end = text.indexOf(';');
    return text.startsWith("ErrorCode:") && end > 0
        ? text.substring("ErrorCode:".length(), end).strip()
        : "";
  }

  private static String withoutName(String text) {
    return nameIn(text).isEmpty() ? text : text.substring(text.indexOf(';') + 1).strip();
  }

  private static JsonObject object(String text) {
    try {
      return JsonText.parseObject(text);
    } catch (HubException notJson) {
      return JsonObject.EMPTY;
    }
  }
}
