package io.twinhub.domain.message.method;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.Bytes;

/**
 * The payload of a call or an answer: the UTF-8 text of one JSON value of any kind, which is passed on as it
 * was written. The hub that passes it on checks that it is JSON.
 *
 * @param json the text; never empty, since a missing payload is {@code null}
 */
public record MethodPayload(Bytes json) {
  /** JSON {@code null}, which also stands for a missing payload. */
  public static final MethodPayload NULL = new MethodPayload(Bytes.ofText("null"));

  /**
   * Accepts a text within the limit; an empty one is {@code null}.
   *
   * @throws HubException with {@link MethodError#payloadTooLarge} if it is larger than {@link
   *     MethodLimits#PAYLOAD_BYTES_MAX}
   */
  public MethodPayload {
    if (json.size() > MethodLimits.PAYLOAD_BYTES_MAX) {
      throw new HubException(MethodError.payloadTooLarge(json.size()));
    }
    json = json.size() == 0 ? Bytes.ofText("null") : json;
  }

  /** A JSON text. */
  public static MethodPayload of(String json) {
    return new MethodPayload(Bytes.ofText(json));
  }

  /** A JSON text in UTF-8. */
  public static MethodPayload of(byte[] json) {
    return new MethodPayload(Bytes.of(json));
  }

  /** The JSON text. */
  public String text() {
    return json.text();
  }
}
