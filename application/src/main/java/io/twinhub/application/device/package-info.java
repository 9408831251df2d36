/** Acting as a device: connecting as one, and following its desired properties across reconnections. */
@NullMarked
package io.twinhub.application.device;

import org.jspecify.annotations.NullMarked;
