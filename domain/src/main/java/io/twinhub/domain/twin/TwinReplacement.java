package io.twinhub.domain.twin;

import io.twinhub.domain.json.JsonObject;
import java.util.Optional;

/**
 * New content for whole sections of a twin. A section that is left out stays as it is.
 *
 * @param tags the new tags
 * @param desired the new desired properties
 */
public record TwinReplacement(Optional<JsonObject> tags, Optional<JsonObject> desired) {}
