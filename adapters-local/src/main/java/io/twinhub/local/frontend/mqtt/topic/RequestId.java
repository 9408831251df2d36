package io.twinhub.local.frontend.mqtt.topic;

/**
 * The {@code $rid} of a twin request: the client's own mark, returned with the answer.
 *
 * @param text exactly as it stood in the topic, still percent-encoded if it was; not empty
 */
public record RequestId(String text) {

  /** Accepts any text but the empty one. */
  public RequestId {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("$rid is empty");
    }
  }
}
