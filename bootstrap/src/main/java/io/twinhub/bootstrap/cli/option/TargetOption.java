package io.twinhub.bootstrap.cli.option;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;

/** The device or module that a command is about, as its options name it. */
public abstract class TargetOption {

  /** The path of its identity in the REST API. */
  public abstract String path();

  /** The path of its twin in the REST API. */
  public abstract String twinPath();

  /** Its address. */
  public abstract TwinAddress address();

  /** Its ids, with which the body of a new identity begins. */
  public abstract JsonObject ids();
}
