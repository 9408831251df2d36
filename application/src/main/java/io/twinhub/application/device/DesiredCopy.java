package io.twinhub.application.device;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.MergePatch;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.property.Version;

/**
 * A device's own copy of its desired properties, and what a notification does to it. Source: Azure's
 * page on device twins, "Device reconnection flow".
 *
 * @param values the properties
 * @param version their {@code $version}
 */
record DesiredCopy(JsonObject values, Version version) {

  /** What a device knows before it read its twin. */
  static final DesiredCopy UNKNOWN = new DesiredCopy(JsonObject.EMPTY, new Version(0));

  /** What to do with a notification. */
  enum Verdict {
    /** It is the next one: apply it. */
    NEXT,
    /** It is old: a read brought it already. */
    OLD,
    /** One before it was missed: read the twin again. */
    GAP
  }

  Verdict verdict(DesiredChange change) {
    if (!change.version().isAfter(version)) {
      return Verdict.OLD;
    }
    return change.version().equals(version.next()) ? Verdict.NEXT : Verdict.GAP;
  }

  DesiredCopy after(DesiredChange change) {
    return new DesiredCopy(MergePatch.apply(values, change.patch()), change.version());
  }

  static DesiredCopy of(DeviceTwin twin) {
    return new DesiredCopy(twin.desired(), twin.desiredVersion());
  }

  /** What turns this copy into {@code newer}: values that differ, null for those that are gone. */
  JsonObject difference(DesiredCopy newer) {
    return MergePatch.between(values, newer.values);
  }
}
