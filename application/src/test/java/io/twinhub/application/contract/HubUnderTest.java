package io.twinhub.application.contract;

import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.application.port.out.QueryEngine;
import io.twinhub.application.port.out.TwinRegistry;

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

  /** Stops it. */
  @Override
  void close();
}
