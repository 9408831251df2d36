package io.twinhub.application.port;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.property.Version;
import java.util.function.Consumer;

/**
 * A connected device or module and its own twin. One identity has one connection: a newer one ends the
 * older. All methods may block and are safe to call from any thread.
 */
public interface DeviceConnection extends AutoCloseable {

  /** Whose connection this is. */
  TwinAddress address();

  /**
   * Reads the twin.
   *
   * @throws HubException if the identity is gone or the connection is closed
   */
  DeviceTwin read();

  /**
   * Merges a report into the reported properties.
   *
   * @return the section's new {@code $version}
   * @throws HubException if the report may not be stored, or its version is not the current one
   */
  Version report(ReportedPatch report);

  /**
   * Tells {@code listener} of each write of the desired properties from now on, in order. What was
   * written before is not repeated: subscribe first, then read.
   *
   * @param listener called on a thread of the hub, one call at a time; must return at once
   */
  Subscription watchDesired(Consumer<DesiredChange> listener);

  /** Notes that the device sent or received something; moves its last activity time. */
  void active();

  /** Ends the connection; closing twice does nothing. */
  @Override
  void close();
}
