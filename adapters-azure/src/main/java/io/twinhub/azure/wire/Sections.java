package io.twinhub.azure.wire;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.Version;

/** Desired or reported properties as all wires show them: the values, and what the hub adds. */
public final class Sections {
  private static final String VERSION = "$version";

  private Sections() {}

  /** The properties, without what the hub adds at their root. */
  public static JsonObject values(JsonObject section) {
    return section.without("$metadata").without(VERSION);
  }

  /** The section's counter; 0 if it is not said. */
  public static Version version(JsonObject section) {
    return new Version(new Fields(section).number(VERSION, 0));
  }
}
