package io.twinhub.application.contract;

import io.twinhub.application.port.out.CloudMessages;
import io.twinhub.application.port.out.Configurations;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.application.port.out.DeviceInbox;
import io.twinhub.application.port.out.DirectMethods;
import io.twinhub.application.port.out.EventLog;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.application.port.out.Jobs;
import io.twinhub.application.port.out.QueryEngine;
import io.twinhub.application.port.out.Transfers;
import io.twinhub.application.port.out.TwinChanges;
import io.twinhub.application.port.out.TwinRegistry;
import io.twinhub.domain.json.JsonObject;
import java.time.Duration;

/** A running hub, seen through its ports. */
public interface HubUnderTest extends AutoCloseable {

  /** Its identities. */
  IdentityRegistry identities();

  /** Its twins. */
  TwinRegistry twins();

  /** Its queries. */
  QueryEngine queries();

  /** Ways to be one of its devices. */
  DeviceConnections connections();

  /** Its automatic configurations. */
  default Configurations configurations() {
    throw new UnsupportedOperationException("no configurations");
  }

  /** Calls that its devices answer. */
  default DirectMethods methods() {
    throw new UnsupportedOperationException("no methods");
  }

  /** Scheduled jobs on its devices. */
  default Jobs jobs() {
    throw new UnsupportedOperationException("no jobs");
  }

  /** Messages to its devices. */
  default CloudMessages messages() {
    throw new UnsupportedOperationException("no messages");
  }

  /** Messages of devices without a connection. */
  default DeviceInbox inbox() {
    throw new UnsupportedOperationException("no messages");
  }

  /** Its events. */
  default EventLog events() {
    throw new UnsupportedOperationException("no events");
  }

  /** Its import and export jobs. */
  default Transfers transfers() {
    throw new UnsupportedOperationException("no import and export jobs");
  }

  /** What happens to its twins. */
  TwinChanges changes();

  /** Reads JSON as the adapter does; the domain has no text of its own. */
  JsonObject json(String text);

  /** How long a write may take until queries find it; Azure answers from a copy. */
  default Duration queryLag() {
    return Duration.ZERO;
  }

  /** Stops it. */
  @Override
  void close();
}
