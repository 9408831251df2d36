/** When a device has followed. */
@NullMarked
package io.twinhub.application.rollout;

import org.jspecify.annotations.NullMarked;
