/**
 * The twin: tags, desired and reported properties, metadata, versions, etags, limits, and the pure functions
 * that patch and replace it. There is no clock and no randomness here: time is passed in as an argument.
 */
@NullMarked
package io.twinhub.domain.twin;

import org.jspecify.annotations.NullMarked;
