package io.twinhub.local.frontend.https.route;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventError;
import io.twinhub.domain.message.event.EventLimits;
import io.twinhub.local.frontend.telemetry.HeaderNames;
import io.twinhub.local.frontend.telemetry.IncomingMessage;
import io.twinhub.local.frontend.telemetry.Sending;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads device-to-cloud messages: one with its properties in headers, or a batch as JSON. */
final class Telemetry {
  private static final String BATCH = "application/vnd.microsoft.iothub.json";
  private static final String BASE64_FLAG = "base64Encoded";

  private Telemetry() {}

  /**
   * The messages of a request: a single one with any body, or those of a batch.
   *
   * @throws HubException if a message is invalid, or the request is too large
   */
  static List<DeviceMessage> read(Request request) {
    int length = request.body().length;
    if (length > EventLimits.MESSAGE_BYTES_MAX) {
      throw new HubException(EventError.tooLarge(length));
    }
    return request.header("Content-Type").filter(Telemetry::isBatch).isPresent()
        ? batch(JsonText.parseOfClient(request.body()))
        : List.of(single(request));
  }

  private static boolean isBatch(String contentType) {
    return contentType.strip().toLowerCase(Locale.ROOT).startsWith(BATCH);
  }

  private static DeviceMessage single(Request request) {
    IncomingMessage message = new IncomingMessage();
    request.eachHeader((name, value) -> HeaderNames.add(message, utf8(name), utf8(value)));
    return message.with(Bytes.of(request.body()));
  }

  /** Decodes the bytes of a header as UTF-8 or else as Latin-1, which HTTP once specified. */
  private static String utf8(String latin1) {
    byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException otherwise) {
      return latin1;
    }
  }

  private static List<DeviceMessage> batch(JsonValue body) {
    if (!(body instanceof JsonArray items)) {
      throw invalid("a batch must be an array of messages");
    }
    Sending.requireCount(items.elements().size());
    List<DeviceMessage> messages = new ArrayList<>();
    for (int i = 0; i < items.elements().size(); i++) {
      if (!(items.elements().get(i) instanceof JsonObject item)) {
        throw invalid("[%d] must be an object".formatted(i));
      }
      messages.add(item(Members.of("[%d]".formatted(i), item)));
    }
    return messages;
  }

  private static DeviceMessage item(Members item) {
    String body = item.text("body").orElseThrow(() -> item.invalid("body", "is missing"));
    Bytes bytes = bytes(item, body);
    IncomingMessage message = new IncomingMessage();
    item.object("properties").ifPresent(properties -> {
      for (String name : properties.object().names()) {
        JsonValue value = properties.object().find(name).orElseThrow();
        if (value instanceof JsonObject || value instanceof JsonArray) {
          throw properties.invalid(name, "must be a string, a number, true, false or null");
        }
        HeaderNames.add(message, name, text(value));
      }
    });
    return message.with(bytes);
  }

  /** Node and .NET send base64 even without the flag; a body that is not base64 is text. */
  private static Bytes bytes(Members item, String body) {
    boolean says = item.find(BASE64_FLAG).isPresent();
    boolean base64 = item.flag(BASE64_FLAG);
    if (says && !base64) {
      return Bytes.ofText(body);
    }
    Optional<Bytes> decoded = decoded(body);
    if (base64 && decoded.isEmpty()) {
      throw item.invalid("body", "is not base64");
    }
    return decoded.orElseGet(() -> Bytes.ofText(body));
  }

  private static Optional<Bytes> decoded(String base64) {
    try {
      return Optional.of(Bytes.of(Base64.getDecoder().decode(base64)));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** .NET writes numbers and dates in their JSON form, and null for a property without a value. */
  private static String text(JsonValue value) {
    if (value instanceof JsonString string) {
      return string.value();
    }
    return value instanceof JsonNull ? "" : JsonWriter.text(value);
  }

  private static HubException invalid(String message) {
    return new HubException(RequestError.invalid(message));
  }
}
