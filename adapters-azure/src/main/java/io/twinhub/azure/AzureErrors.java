package io.twinhub.azure;

import com.microsoft.azure.sdk.iot.device.IotHubStatusCode;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The one table of refusals: what Azure's REST API and its device SDK say, as {@link ErrorCode}s. The
 * texts stay Azure's.
 */
final class AzureErrors {
  private static final int NUMBER_MIN = 400_000;

  /** What a bare HTTP status means, where the answer names no error. */
  private static final Map<Integer, ErrorCode> BY_STATUS = Map.ofEntries(
      Map.entry(400, ErrorCode.ARGUMENT_INVALID),
      Map.entry(401, ErrorCode.IOT_HUB_UNAUTHORIZED),
      Map.entry(403, ErrorCode.TOO_MANY_DEVICES),
      Map.entry(404, ErrorCode.NOT_FOUND),
      Map.entry(405, ErrorCode.METHOD_NOT_ALLOWED),
      Map.entry(409, ErrorCode.DEVICE_ALREADY_EXISTS),
      Map.entry(412, ErrorCode.PRECONDITION_FAILED),
      Map.entry(413, ErrorCode.MESSAGE_TOO_LARGE),
      Map.entry(429, ErrorCode.THROTTLING),
      Map.entry(500, ErrorCode.SERVER_ERROR),
      Map.entry(501, ErrorCode.NOT_IMPLEMENTED));

  private static final Map<IotHubStatusCode, ErrorCode> BY_SDK = bySdk();

  private AzureErrors() {}

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

  /** The refusal that an exception of the device SDK stands for; unknown ones mean "not now". */
  static HubException of(IotHubClientException failure) {
    IotHubStatusCode status = failure.getStatusCode();
    ErrorCode code = BY_SDK.getOrDefault(status, ErrorCode.SERVICE_UNAVAILABLE);
    String detail = failure.getMessage();
    String text = detail == null || detail.isBlank() ? "the hub answered " + status : detail;
    return refused(code, text);
  }

  /** No answer came. */
  static HubException unreachable(String who, Exception cause) {
    String detail = cause.getMessage();
    String reason = detail == null ? cause.getClass().getSimpleName() : detail;
    return new HubException(
        new RequestError.Unavailable("no answer from %s: %s".formatted(who, reason)));
  }

  /** The refusal that an HTTP answer stands for. */
  static HubException of(RestAnswer answer) {
    JsonObject body = object(answer.body());
    String text = message(body).orElseGet(() -> "the hub answered " + answer.status());
    JsonObject nested = object(text);
    Optional<ErrorCode> code = answer
        .header("iothub-errorcode")
        .flatMap(AzureErrors::named)
        .or(() -> numbered(body))
        .or(() -> numbered(nested))
        .or(() -> named(nameIn(text)));
    return refused(
        code.orElseGet(() -> byStatus(answer.status())),
        message(nested).orElseGet(() -> withoutName(text)));
  }

  private static HubException refused(ErrorCode code, String text) {
    return new HubException(new RequestError.Refused(code, text));
  }

  private static ErrorCode byStatus(int status) {
    return BY_STATUS.getOrDefault(
        status, status < 500 ? ErrorCode.INVALID_OPERATION : ErrorCode.SERVICE_UNAVAILABLE);
  }

  private static Optional<ErrorCode> named(String name) {
    return Arrays.stream(ErrorCode.values())
        .filter(code -> code.azureName().equals(name))
        .findFirst();
  }

  private static Optional<ErrorCode> numbered(JsonObject body) {
    long number =
        body.find("errorCode").orElse(JsonNumber.of(0)) instanceof JsonNumber code && code.isLong()
            ? code.longValue()
            : 0;
    return number < NUMBER_MIN
        ? Optional.empty()
        : Arrays.stream(ErrorCode.values())
            .filter(code -> code.number() == number)
            .findFirst();
  }

  private static Optional<String> message(JsonObject body) {
    Fields fields = new Fields(body);
    return fields.text("Message").or(() -> fields.text("message"));
  }

  /** {@code DeviceNotFound} of {@code ErrorCode:DeviceNotFound;text}; an empty text if there is none. */
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
      return ExactJson.parse(text) instanceof JsonObject object ? object : JsonObject.EMPTY;
    } catch (IOException notJson) {
      return JsonObject.EMPTY;
    }
  }
}
