/**
 * JSON text to {@link io.twinhub.domain.json.JsonValue} and back, by jackson-core's streams (ADR-0004).
 * The only place that knows Jackson; knows nothing of twins.
 */
@NullMarked
package io.twinhub.local.json;

import org.jspecify.annotations.NullMarked;
