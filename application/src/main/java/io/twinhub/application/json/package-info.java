/**
 * Reads JSON text into {@link io.twinhub.domain.json.JsonValue} with the streaming parser of jackson-core
 * (ADR-0047). This is the only reader of JSON text and the only package that uses Jackson; it knows nothing
 * of twins. The writer is {@link io.twinhub.domain.json.JsonWriter}.
 */
@NullMarked
package io.twinhub.application.json;

import org.jspecify.annotations.NullMarked;
