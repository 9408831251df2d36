/** The limits of a tier, as a rule that every operation of the hub passes. */
@NullMarked
package io.twinhub.local.engine.throttle;

import org.jspecify.annotations.NullMarked;
