package io.twinhub.domain.twin.property;

import io.twinhub.domain.json.JsonObject;

/**
 * What a device reports about itself. Only the device writes it.
 *
 * @param values the properties; no nulls, no {@code $metadata}, no {@code $version}
 * @param metadata when each value was written; without versions
 * @param version grows with each report
 */
public record ReportedProperties(JsonObject values, PropertyMetadata metadata, Version version) {
  /** The section of a new twin. */
  public static final ReportedProperties NEW =
      new ReportedProperties(JsonObject.EMPTY, PropertyMetadata.NEW, Version.FIRST);
}
