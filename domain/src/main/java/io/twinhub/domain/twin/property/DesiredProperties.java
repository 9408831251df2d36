package io.twinhub.domain.twin.property;

import io.twinhub.domain.json.JsonObject;

/**
 * What the back end wants of a device. The device reads it and is told of changes.
 *
 * @param values the properties; no nulls, no {@code $metadata}, no {@code $version}
 * @param metadata when each value was written, and in which version
 * @param version grows with each write of this section
 */
public record DesiredProperties(JsonObject values, PropertyMetadata metadata, Version version) {
  /** The section of a new twin. */
  public static final DesiredProperties NEW =
      new DesiredProperties(JsonObject.EMPTY, PropertyMetadata.NEW, Version.FIRST);
}
