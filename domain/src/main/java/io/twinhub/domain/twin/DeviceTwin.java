package io.twinhub.domain.twin;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.property.Version;

/**
 * A twin as its device or module sees it: values and versions, no tags, no metadata.
 *
 * @param desired what the back end wants
 * @param desiredVersion the {@code $version} of the desired properties
 * @param reported what the device said
 * @param reportedVersion the {@code $version} of the reported properties
 */
public record DeviceTwin(
    JsonObject desired, Version desiredVersion, JsonObject reported, Version reportedVersion) {

  /** The device's view of {@code twin}. */
  public static DeviceTwin of(Twin twin) {
    return new DeviceTwin(
        twin.desired().values(),
        twin.desired().version(),
        twin.reported().values(),
        twin.reported().version());
  }
}
