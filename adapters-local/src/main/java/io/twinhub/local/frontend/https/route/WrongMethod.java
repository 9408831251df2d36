package io.twinhub.local.frontend.https.route;

import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import java.util.List;

/** The path exists, but does not support this method. */
record WrongMethod(String method, List<String> allowed) implements HubError {
  @Override
  public ErrorCode code() {
    return ErrorCode.METHOD_NOT_ALLOWED;
  }

  @Override
  public String message() {
    return "this address does not serve %s; it serves %s"
        .formatted(ClientText.shown(method), String.join(", ", allowed));
  }
}
