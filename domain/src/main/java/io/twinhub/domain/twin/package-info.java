/**
 * The twin: tags, desired and reported properties, metadata, versions, etags, limits, and the pure
 * functions that patch and replace it. No clock, no randomness: time comes in as an argument.
 */
@NullMarked
package io.twinhub.domain.twin;

import org.jspecify.annotations.NullMarked;
