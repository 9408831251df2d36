package io.twinhub.bootstrap.cli.command.message;

import io.twinhub.azure.rest.RestAnswer;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A message that was received over HTTPS, as {@code az} prints it. */
final class ReceivedMessage {
  private static final String SYSTEM = "iothub-";
  private static final String APPLICATION = "iothub-app-";
  private static final String ENCODING = "iothub-contentencoding";

  private final RestAnswer answer;

  ReceivedMessage(RestAnswer answer) {
    this.answer = answer;
  }

  /** The token that settles it. */
  String lockToken() {
    return answer.header("ETag").orElse("").replace("\"", "");
  }

  /**
   * The message as JSON, with {@code ack} first if it was settled at once. A body that is not text in its
   * encoding is in {@code dataBase64} instead of {@code data}.
   */
  JsonObject json(Optional<String> ack) {
    JsonObject.Builder json = JsonObject.builder();
    ack.ifPresent(word -> json.put("ack", word));
    if (answer.content().size() > 0) {
      text()
          .ifPresentOrElse(
              text -> json.put("data", text),
              () -> json.put(
                  "dataBase64",
                  Base64.getEncoder().encodeToString(answer.content().toArray())));
    }
    json.put("etag", lockToken());
    return json.put("properties", properties()).build();
  }

  private Optional<String> text() {
    Optional<Charset> charset =
        MessageContent.charset(answer.header(ENCODING).orElse(StandardCharsets.UTF_8.name()));
    return charset.flatMap(found -> decoded(answer.content().toArray(), found));
  }

  private JsonObject properties() {
    Map<String, String> application = new TreeMap<>();
    Map<String, String> system = new TreeMap<>();
    answer.headers().map().forEach((header, values) -> {
      String name = header.toLowerCase(Locale.ROOT);
      if (name.startsWith(APPLICATION)) {
        application.put(header.substring(APPLICATION.length()), utf8(values.get(0)));
      } else if (name.startsWith(SYSTEM)) {
        system.put(header, utf8(values.get(0)));
      }
    });
    JsonObject.Builder properties = JsonObject.builder();
    if (!application.isEmpty()) {
      properties.put("app", object(application));
    }
    return properties.put("system", object(system)).build();
  }

  private static JsonObject object(Map<String, String> texts) {
    JsonObject.Builder object = JsonObject.builder();
    texts.forEach((name, text) -> object.put(name, new JsonString(text)));
    return object.build();
  }

  /** The HTTP client decodes headers as Latin-1, but the hub sends UTF-8. */
  private static String utf8(String header) {
    return decoded(header.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
        .orElse(header);
  }

  private static Optional<String> decoded(byte[] bytes, Charset charset) {
    try {
      return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }
}
