package io.twinhub.domain.message.method;

/**
 * A device's answer.
 *
 * @param status any number that the device chose; even if the device answers 500, the call itself has
 *     succeeded for the hub
 * @param payload its result
 */
public record MethodAnswer(int status, MethodPayload payload) {

  /** An answer with a JSON text. */
  public static MethodAnswer of(int status, String json) {
    return new MethodAnswer(status, MethodPayload.of(json));
  }
}
