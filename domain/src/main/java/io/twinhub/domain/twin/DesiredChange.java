package io.twinhub.domain.twin;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.property.Version;

/**
 * The notification to a device of one write of its desired properties.
 *
 * @param patch the values that were set; null for what was removed; without {@code $version}
 * @param version the section's {@code $version} after the write
 */
public record DesiredChange(JsonObject patch, Version version) {}
