package io.twinhub.bootstrap.live;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.SystemProperty;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * The body of an event as JSON. As in {@code az}, a body is read as JSON only if the content type says so; every
 * other text is a string.
 *
 * @param value the value; a body that is not text in base64
 * @param isText whether the body is text
 */
public record EventPayload(JsonValue value, boolean isText) {

  /**
   * The body of a message.
   *
   * @param contentType the content type assumed, whatever the sender said
   */
  public static EventPayload of(DeviceMessage message, Optional<String> contentType) {
    byte[] body = message.body().toArray();
    Optional<String> text = text(body);
    if (text.isEmpty()) {
      return new EventPayload(new JsonString(Base64.getEncoder().encodeToString(body)), false);
    }
    String type = contentType
        .or(() -> message.find(SystemProperty.CONTENT_TYPE))
        .orElse("")
        .toLowerCase(Locale.ROOT);
    Optional<JsonValue> parsed =
        type.contains("application/json") ? text.flatMap(EventPayload::parsed) : Optional.empty();
    return new EventPayload(parsed.orElseGet(() -> new JsonString(text.get())), true);
  }

  /** Adds the body to a document, as {@code name}, or as {@code nameBase64} if it is not text. */
  public JsonObject.Builder put(JsonObject.Builder document, String name) {
    return document.put(isText ? name : name + "Base64", value);
  }

  private static Optional<JsonValue> parsed(String text) {
    try {
      return Optional.of(JsonText.parse(text));
    } catch (HubException noJson) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException noText) {
      return Optional.empty();
    }
  }
}
