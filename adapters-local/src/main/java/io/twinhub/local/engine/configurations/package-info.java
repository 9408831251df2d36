/**
 * Automatic configurations of the local hub: kept with its twins, applied in the very batch of the write that
 * makes them matter, and in slices to all twins when a configuration changes (ADR 74).
 */
@NullMarked
package io.twinhub.local.engine.configurations;

import org.jspecify.annotations.NullMarked;
