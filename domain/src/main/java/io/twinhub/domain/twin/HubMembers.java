package io.twinhub.domain.twin;

import io.twinhub.domain.json.JsonObject;

/** The two members that the hub itself writes at the root of desired and reported properties. */
public final class HubMembers {
  /** The section's version, which is a number. */
  public static final String VERSION = "$version";

  /** When each property was last written, which is an object. */
  public static final String METADATA = "$metadata";

  private HubMembers() {}

  /** The properties without the two members, which clients send back with a twin that they read. */
  public static JsonObject dropFrom(JsonObject properties) {
    return properties.without(METADATA).without(VERSION);
  }
}
