package io.twinhub.domain.twin;

import io.twinhub.domain.json.JsonObject;
import java.util.Optional;

/**
 * What one write did to a twin. A section's delta holds the values that were set and null for what was
 * removed; it is empty ({@link Optional#empty()}) if the write did not touch the section.
 *
 * @param before the twin before the write
 * @param after the twin after the write; the same object if nothing took effect
 * @param tags what changed in the tags
 * @param desired what changed in the desired properties
 * @param reported what changed in the reported properties
 */
public record TwinUpdate(
    Twin before,
    Twin after,
    Optional<JsonObject> tags,
    Optional<JsonObject> desired,
    Optional<JsonObject> reported) {

  /** The update that changes nothing. */
  static TwinUpdate none(Twin twin) {
    return new TwinUpdate(twin, twin, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Whether anything took effect. */
  public boolean changed() {
    return after.version().isAfter(before.version());
  }

  /** The notification to a subscribed device; empty if the desired properties were not written. */
  public Optional<DesiredChange> desiredChange() {
    return desired.map(delta -> new DesiredChange(delta, after.desired().version()));
  }
}
