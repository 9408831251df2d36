/** Tests of {@code io.twinhub.local.engine.throttle}. */
@NullMarked
package io.twinhub.local.engine.throttle;

import org.jspecify.annotations.NullMarked;
