package io.twinhub.domain.error;

/**
 * Refusals that belong to no particular feature: they concern the form of a request, or the hub's own state.
 */
public final class RequestError {
  private RequestError() {}

  /** A value is wrong; {@code message} says which, and why. */
  public static HubError invalid(String message) {
    return HubError.of(ErrorCode.ARGUMENT_INVALID, message);
  }

  /** A required value is missing. */
  public static HubError missing(String message) {
    return HubError.of(ErrorCode.ARGUMENT_NULL, message);
  }

  /** A body that is not JSON; {@code message} names the place. */
  public static HubError notJson(String message) {
    return HubError.of(ErrorCode.IOT_HUB_FORMAT_ERROR, message);
  }

  /** A queue of the hub is full. */
  public static HubError busy(String message) {
    return HubError.of(ErrorCode.THROTTLING, message);
  }

  /** The hub is stopping, or its store does not accept writes. */
  public static HubError unavailable(String message) {
    return HubError.of(ErrorCode.SERVICE_UNAVAILABLE, message);
  }
}
