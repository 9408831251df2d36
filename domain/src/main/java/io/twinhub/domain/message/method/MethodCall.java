package io.twinhub.domain.message.method;

import io.twinhub.domain.error.HubException;
import java.time.Duration;

/**
 * A call of a direct method, as a back end makes it. The two waits follow one another: first for the device
 * to connect and take calls, then for its answer.
 *
 * @param name which method
 * @param payload its argument
 * @param connectTimeout how long to wait for the device, 0 to 300 seconds; 0 means not to wait
 * @param responseTimeout how long to wait for the answer, 5 to 300 seconds
 */
public record MethodCall(
    MethodName name, MethodPayload payload, Duration connectTimeout, Duration responseTimeout) {

  /**
   * Accepts waits within the limits.
   *
   * @throws HubException with {@link MethodError#timeoutOutOfRange}
   */
  public MethodCall {
    requireWithin(
        "ConnectTimeout", connectTimeout, Duration.ZERO, MethodLimits.CONNECT_TIMEOUT_MAX);
    requireWithin(
        "ResponseTimeout",
        responseTimeout,
        MethodLimits.RESPONSE_TIMEOUT_MIN,
        MethodLimits.RESPONSE_TIMEOUT_MAX);
  }

  private static void requireWithin(String name, Duration given, Duration min, Duration max) {
    if (given.compareTo(min) < 0 || given.compareTo(max) > 0) {
      throw new HubException(MethodError.timeoutOutOfRange(name, given, min, max));
    }
  }

  /** A call with the waits that count if the caller says nothing. */
  public static MethodCall of(MethodName name, MethodPayload payload) {
    return new MethodCall(name, payload, Duration.ZERO, MethodLimits.RESPONSE_TIMEOUT_DEFAULT);
  }

  /** A call with the waits that count if the caller says nothing. */
  public static MethodCall of(String name, String json) {
    return of(new MethodName(name), MethodPayload.of(json));
  }

  /** This call with another wait for the device. */
  public MethodCall connectingWithin(Duration timeout) {
    return new MethodCall(name, payload, timeout, responseTimeout);
  }

  /** This call with another wait for the answer. */
  public MethodCall answeredWithin(Duration timeout) {
    return new MethodCall(name, payload, connectTimeout, timeout);
  }
}
