package io.twinhub.bootstrap.cli;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;

/** The device or module that a command is about, as its options name it. */
abstract class Target {

  /** Where its identity stands in the REST API. */
  abstract String path();

  /** Where its twin stands in the REST API. */
  abstract String twinPath();

  /** Its address, for connection strings. */
  abstract TwinAddress address();

  /** Its ids, as the body of a new identity begins. */
  abstract JsonObject ids();
}
