package io.twinhub.azure.wire;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.property.Version;
import java.io.IOException;

/** Desired or reported properties as all wires show them: the values, and what the hub adds. */
public final class Sections {
  private static final String VERSION = "$version";

  private Sections() {}

  /**
   * What a device read.
   *
   * @param body the answer's text
   * @throws HubException if it is no twin
   */
  public static DeviceTwin deviceTwin(String body) {
    try {
      Fields twin = new Fields(object(body));
      JsonObject desired = twin.inner("desired").object();
      JsonObject reported = twin.inner("reported").object();
      return new DeviceTwin(values(desired), version(desired), values(reported), version(reported));
    } catch (IOException notJson) {
      throw AzureErrors.unreachable("the hub", notJson);
    }
  }

  /**
   * The object that {@code body} is.
   *
   * @throws IOException if it is no JSON, or something else
   */
  public static JsonObject object(String body) throws IOException {
    if (ExactJson.parse(body) instanceof JsonObject object) {
      return object;
    }
    throw new IOException("not a JSON object");
  }

  /** The properties, without what the hub adds at their root. */
  public static JsonObject values(JsonObject section) {
    return section.without("$metadata").without(VERSION);
  }

  /** The section's counter; 0 if it is not said. */
  public static Version version(JsonObject section) {
    return new Version(new Fields(section).number(VERSION, 0));
  }
}
