package io.twinhub.local.frontend.amqp.events;

import io.twinhub.domain.error.HubException;
import io.twinhub.local.frontend.access.AuthenticatedService;
import java.util.List;

/** Authenticates who reads events on a connection. Called on the serial executor. */
public interface ReaderRights {

  /**
   * The back end whose token on this connection lets it read what is at {@code path}.
   *
   * @param path one element for each segment
   * @throws HubException if no token allows that
   */
  AuthenticatedService reader(List<String> path);

  /**
   * The back end that sends {@code token} with its request.
   *
   * @throws HubException if the token does not let it read what is at {@code path}
   */
  AuthenticatedService reader(List<String> path, String token);
}
