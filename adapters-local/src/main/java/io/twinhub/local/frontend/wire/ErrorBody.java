package io.twinhub.local.frontend.wire;

import io.twinhub.domain.access.AccessError;
import io.twinhub.domain.document.HubTime;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.message.method.MethodError;

/**
 * Errors as response bodies. Azure has two dialects over HTTPS and one on the device protocols.
 *
 * <p>Over HTTPS, the registry, twins and queries use the dialect {@link #named}: it is what was captured from
 * the service for them (azure-iot-cli-extension#693), and Node distinguishes "no such device" from any other
 * 404 only by the text {@code ErrorCode:DeviceNotFound;} at its beginning. It lacks the number that Java
 * would read from the other dialect; Java still chooses its exception by status, and the number says no more
 * than the status and the name. The dialect {@link #numbered} is for direct methods and the device API, where
 * it was captured. Both come with the header {@code iothub-errorcode}, which holds the name; .NET compares
 * the two.
 */
public final class ErrorBody {
  /** The header that names the error. */
  public static final String HEADER = "iothub-errorcode";

  /** After how many seconds a device may ask for a certificate again; a hub setting. */
  private static final int CERTIFICATE_RETRY_SECONDS = 3_600;

  private static final String UNAUTHORIZED = "Unauthorized";

  private ErrorBody() {}

  /** The name in front of the text: {@code {"Message":"ErrorCode:DeviceNotFound;…","ExceptionMessage":…}}. */
  public static JsonObject named(HubError error, Tracking tracking) {
    return JsonObject.builder()
        .put("Message", "ErrorCode:%s;%s".formatted(error.code().azureName(), clientText(error)))
        .put("ExceptionMessage", "Tracking ID:" + tracking)
        .build();
  }

  /**
   * The error as JSON text inside {@code Message}. Java reads its number only if {@code ExceptionMessage} is
   * empty.
   */
  public static JsonObject numbered(HubError error, Tracking tracking) {
    return JsonObject.builder()
        .put("Message", JsonWriter.text(overHttps(error, tracking)))
        .put("ExceptionMessage", "")
        .build();
  }

  /** The error of a method call that timed out has one more member: the time-out. */
  private static JsonObject overHttps(HubError error, Tracking tracking) {
    JsonObject body = onDeviceProtocols(error, tracking);
    return error instanceof MethodError.TimedOut timedOut
        ? body.with("info", JsonObject.of("timeout", new JsonString(timedOut.timeoutText())))
        : body;
  }

  /** The body of an error over MQTT and AMQP. */
  public static JsonObject onDeviceProtocols(HubError error, Tracking tracking) {
    return JsonObject.builder()
        .put("errorCode", error.code().number())
        .put("trackingId", tracking.toString())
        .put("message", clientText(error))
        .put("timestampUtc", HubTime.text(tracking.at()))
        .build();
  }

  /**
   * The body of an error about a device's new certificate, which has two more members.
   *
   * @see <a href="https://github.com/Azure/azure-iot-sdk">the SDK that reads it</a>
   */
  public static JsonObject ofCertificate(HubError error, Tracking tracking) {
    JsonObject info = JsonObject.builder()
        .put("correlationId", tracking.id())
        .put("credentialError", error.code().azureName())
        .put("credentialMessage", clientText(error))
        .build();
    return onDeviceProtocols(error, tracking).toBuilder()
        .put("info", info)
        .put("retryAfter", CERTIFICATE_RETRY_SECONDS)
        .build();
  }

  /**
   * What a client may read of an error. Which rule its credentials broke is only in the log, because it would
   * tell a stranger which names exist.
   */
  public static String clientText(HubError error) {
    return error instanceof AccessError.NotAuthenticated ? UNAUTHORIZED : error.message();
  }
}
