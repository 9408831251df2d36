package io.twinhub.local.frontend.mqtt.topic;

/**
 * The {@code $rid} of a twin request: an id of the client's choice, returned with the answer.
 *
 * @param text exactly as in the topic, still percent-encoded if it was; not empty
 */
public record RequestId(String text) {

  /** Accepts any text that is not empty. */
  public RequestId {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("$rid is empty");
    }
  }
}
