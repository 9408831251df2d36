package io.twinhub.domain.document;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.HubMembers;

/** The twin as its device reads it: {@code {"desired":{…},"reported":{…}}}, each with {@code $version}. */
public final class DeviceTwinDocument {
  private DeviceTwinDocument() {}

  /** The document of a whole twin. */
  public static JsonObject of(DeviceTwin twin) {
    return JsonObject.builder()
        .put(DocumentNames.DESIRED, SectionDocument.of(twin.desired(), twin.desiredVersion()))
        .put(DocumentNames.REPORTED, SectionDocument.of(twin.reported(), twin.reportedVersion()))
        .build();
  }

  /** The document of a change of desired properties: the values that were set, and {@code $version}. */
  public static JsonObject of(DesiredChange change) {
    return SectionDocument.of(change.patch(), change.version());
  }

  /** The twin in a hub's answer to its device. A missing section counts as empty. */
  public static DeviceTwin twin(JsonObject document) {
    Members twin = Members.leniently(document);
    JsonObject desired = twin.inner(DocumentNames.DESIRED).object();
    JsonObject reported = twin.inner(DocumentNames.REPORTED).object();
    return new DeviceTwin(
        HubMembers.dropFrom(desired),
        SectionDocument.version(desired),
        HubMembers.dropFrom(reported),
        SectionDocument.version(reported));
  }

  /** The change in a hub's notification to a device. */
  public static DesiredChange change(JsonObject document) {
    return new DesiredChange(HubMembers.dropFrom(document), SectionDocument.version(document));
  }
}
