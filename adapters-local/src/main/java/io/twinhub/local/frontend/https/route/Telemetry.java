package io.twinhub.local.frontend.https.route;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import java.util.Base64;
import java.util.Locale;

/** Messages from devices to the cloud. Nobody reads them here; a wrong one is refused as it would be there. */
public final class Telemetry {
  /** The largest message, and the largest batch, in bytes of the body. Source: Azure's quotas, 256 KB. */
  public static final int MESSAGE_BYTES_MAX = 256 * 1024;

  private static final String BATCH = "application/vnd.microsoft.iothub.json";

  private Telemetry() {}

  /**
   * Checks a message, whose body may be anything, or a batch of messages.
   *
   * @throws HubException if it is too large, or a batch that is malformed
   */
  static void check(Request request) {
    int length = request.body().length;
    if (length > MESSAGE_BYTES_MAX) {
      throw new HubException(HubError.of(
          ErrorCode.MESSAGE_TOO_LARGE,
          "the message has %d bytes; at most %d are allowed".formatted(length, MESSAGE_BYTES_MAX)));
    }
    if (request.header("Content-Type").filter(Telemetry::isBatch).isPresent()) {
      checkBatch(JsonText.parseOfClient(request.body()));
    }
  }

  private static boolean isBatch(String contentType) {
    return contentType.strip().toLowerCase(Locale.ROOT).startsWith(BATCH);
  }

  private static void checkBatch(JsonValue body) {
    if (!(body instanceof JsonArray messages)) {
      throw invalid("a batch must be an array of messages");
    }
    for (int i = 0; i < messages.elements().size(); i++) {
      if (!(messages.elements().get(i) instanceof JsonObject message)) {
        throw invalid("[%d] must be an object".formatted(i));
      }
      checkMessage(Members.of("[%d]".formatted(i), message));
    }
  }

  /**
   * Values of properties are what the .NET client writes: texts, dates as texts, numbers, and null for a
   * property without a value.
   */
  private static void checkMessage(Members message) {
    String body = message.text("body").orElseThrow(() -> message.invalid("body", "is missing"));
    if (message.flag("base64Encoded") && !isBase64(body)) {
      throw message.invalid("body", "is not base64");
    }
    message.object("properties").ifPresent(properties -> {
      for (String name : properties.object().names()) {
        JsonValue value = properties.object().find(name).orElseThrow();
        if (value instanceof JsonObject || value instanceof JsonArray) {
          throw properties.invalid(name, "must be a string, a number, true, false or null");
        }
      }
    });
  }

  private static boolean isBase64(String text) {
    try {
      Base64.getDecoder().decode(text);
      return true;
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }

  private static HubException invalid(String message) {
    return new HubException(RequestError.invalid(message));
  }
}
