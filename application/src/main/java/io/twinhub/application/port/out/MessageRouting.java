package io.twinhub.application.port.out;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.route.Routing;
import java.util.function.UnaryOperator;

/** How a hub routes its events. */
public interface MessageRouting {

  /** How it routes now. */
  Routing current();

  /**
   * Changes how it routes, for the events from now on; when this returns, that survives a restart.
   *
   * @param change makes the next routing of the present one; what it throws is thrown
   * @return how it routes now
   * @throws HubException if a condition is not one, saying where and why; nothing has changed then
   */
  Routing change(UnaryOperator<Routing> change);
}
