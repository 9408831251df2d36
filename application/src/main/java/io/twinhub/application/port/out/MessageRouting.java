package io.twinhub.application.port.out;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.route.Routing;
import java.util.function.UnaryOperator;

/** How a hub routes its events. */
public interface MessageRouting {

  /** The current routing. */
  Routing current();

  /**
   * Changes the routing for events from now on; when this returns, the change survives a restart.
   *
   * @param change makes the new routing from the current one; an exception that it throws is passed on
   * @return the new routing
   * @throws HubException if a condition is not valid, saying where and why; then nothing has changed
   */
  Routing change(UnaryOperator<Routing> change);
}
