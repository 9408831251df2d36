package io.twinhub.bootstrap.cli.option;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;

/** The device or module that a command is about, as its options name it. */
public abstract class TargetOption {

  /** Where its identity stands in the REST API. */
  public abstract String path();

  /** Where its twin stands in the REST API. */
  public abstract String twinPath();

  /** Its address. */
  public abstract TwinAddress address();

  /** Its ids, as the body of a new identity begins. */
  public abstract JsonObject ids();
}
