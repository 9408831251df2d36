/**
 * JSON text to {@link io.twinhub.domain.json.JsonValue}, by jackson-core's streams (ADR-0047). The only
 * reader of JSON text, and the only place that knows Jackson; knows nothing of twins. The writer is {@link
 * io.twinhub.domain.json.JsonWriter}.
 */
@NullMarked
package io.twinhub.application.json;

import org.jspecify.annotations.NullMarked;
