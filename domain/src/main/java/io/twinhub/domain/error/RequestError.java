package io.twinhub.domain.error;

/** Refusals that concern no feature in particular: the form of a request, or the hub's own state. */
public sealed interface RequestError extends HubError {

  /** A value is wrong; {@code message} says which, and why. */
  record Invalid(String message) implements RequestError {
    @Override
    public ErrorCode code() {
      return ErrorCode.ARGUMENT_INVALID;
    }
  }

  /** A required value is missing. */
  record Missing(String message) implements RequestError {
    @Override
    public ErrorCode code() {
      return ErrorCode.ARGUMENT_NULL;
    }
  }

  /** A body that is not JSON; {@code message} names the place. */
  record NotJson(String message) implements RequestError {
    @Override
    public ErrorCode code() {
      return ErrorCode.IOT_HUB_FORMAT_ERROR;
    }
  }

  /** A queue of the hub is full. */
  record Busy(String message) implements RequestError {
    @Override
    public ErrorCode code() {
      return ErrorCode.THROTTLING;
    }
  }

  /** The hub is stopping, or its store does not take writes. */
  record Unavailable(String message) implements RequestError {
    @Override
    public ErrorCode code() {
      return ErrorCode.SERVICE_UNAVAILABLE;
    }
  }

  /** A refusal with a code of its own, for edges: an unknown route, a wrong content type. */
  record Refused(ErrorCode code, String message) implements RequestError {}
}
