package io.twinhub.bootstrap.admin;

import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.json.JsonWriter;
import java.nio.charset.StandardCharsets;

/**
 * What the admin port answers.
 *
 * @param status the HTTP status
 * @param contentType the type of the body
 * @param body the body; may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and written once
public record AdminAnswer(int status, String contentType, byte[] body) {

  /** A line of text. */
  public static AdminAnswer text(int status, String text) {
    byte[] bytes = (text + "\n").getBytes(StandardCharsets.UTF_8);
    return new AdminAnswer(status, "text/plain; charset=utf-8", bytes);
  }

  /** A JSON document. */
  public static AdminAnswer json(JsonValue value) {
    return new AdminAnswer(200, "application/json; charset=utf-8", JsonWriter.bytes(value));
  }

  /** An answer without a body. */
  static AdminAnswer nothing() {
    return new AdminAnswer(204, "text/plain; charset=utf-8", new byte[0]);
  }
}
