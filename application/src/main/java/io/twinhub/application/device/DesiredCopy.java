package io.twinhub.application.device;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.MergePatch;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.property.Version;

/**
 * A device's own copy of its desired properties, and how a notification changes it. Source: Azure's page on
 * device twins, "Device reconnection flow".
 *
 * @param values the properties
 * @param version their {@code $version}
 */
record DesiredCopy(JsonObject values, Version version) {

  /** The copy of a device that has not read its twin yet. */
  static final DesiredCopy UNKNOWN = new DesiredCopy(JsonObject.EMPTY, new Version(0));

  /** What to do with a notification. */
  enum Verdict {
    /** It is the next version: apply it. */
    NEXT,
    /** It is old: the copy includes it already. */
    OLD,
    /** An earlier notification was missed: read the twin again. */
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

  /**
   * The patch that turns this copy into {@code newer}: values that differ, and null for those that were
   * removed.
   */
  JsonObject difference(DesiredCopy newer) {
    return MergePatch.between(values, newer.values);
  }
}
