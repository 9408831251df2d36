package io.twinhub.domain.document;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.HubMembers;

/** What a device reads of its twin: {@code {"desired":{…},"reported":{…}}}, each with {@code $version}. */
public final class DeviceTwinDocument {
  private DeviceTwinDocument() {}

  /** The document of a whole twin. */
  public static JsonObject of(DeviceTwin twin) {
    return JsonObject.builder()
        .put(
            DocumentNames.DESIRED,
            twin.desired().with(HubMembers.VERSION, twin.desiredVersion().asJson()))
        .put(
            DocumentNames.REPORTED,
            twin.reported().with(HubMembers.VERSION, twin.reportedVersion().asJson()))
        .build();
  }

  /** The document of one change of desired properties: the values that were set, and {@code $version}. */
  public static JsonObject of(DesiredChange change) {
    return change.patch().with(HubMembers.VERSION, change.version().asJson());
  }
}
