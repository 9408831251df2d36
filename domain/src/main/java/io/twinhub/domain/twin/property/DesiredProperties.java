package io.twinhub.domain.twin.property;

import io.twinhub.domain.json.JsonObject;

/**
 * What the back end wants of a device: the device reads it and is told of changes.
 *
 * @param values the properties; no nulls, no {@code $metadata}, no {@code $version}
 * @param metadata when which value was written, in which version
 * @param version rises with each write of this section
 */
public record DesiredProperties(JsonObject values, PropertyMetadata metadata, Version version) {
  /** The section of a new twin. */
  public static final DesiredProperties NEW =
      new DesiredProperties(JsonObject.EMPTY, PropertyMetadata.NEW, Version.FIRST);
}
