package io.twinhub.domain.message.method;

/**
 * A device's answer.
 *
 * @param status whatever number the device said; a call that the device answers with 500 was carried out
 *     by the hub all the same
 * @param payload its result
 */
public record MethodAnswer(int status, MethodPayload payload) {

  /** An answer with a JSON text. */
  public static MethodAnswer of(int status, String json) {
    return new MethodAnswer(status, MethodPayload.of(json));
  }
}
