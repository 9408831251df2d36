/**
 * JSON values, paths and the twin merge. No JSON text: parsing and printing belong to the adapters
 * (ADR-0004).
 */
@NullMarked
package io.twinhub.domain.json;

import org.jspecify.annotations.NullMarked;
