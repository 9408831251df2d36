package io.twinhub.application.port.in;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.property.Version;

/** A device that follows its desired properties over lost connections and missed notifications. */
public interface FollowDesired extends AutoCloseable {

  /** The listeners for changes. Those added before {@link #start()} are told of the first read too. */
  DesiredListeners listeners();

  /** Connects now, and again whenever the connection is lost, until {@link #close()}. */
  void start();

  /**
   * Writes reported properties, over the current connection.
   *
   * @throws HubException if the report is refused
   * @throws IllegalStateException if there is no connection at the moment
   */
  Version report(ReportedPatch report);

  @Override
  void close();
}
