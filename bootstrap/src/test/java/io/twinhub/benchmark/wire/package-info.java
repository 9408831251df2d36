/** The wire beside programs that do nothing: Mosquitto and nginx, which take turns with the hub. */
@NullMarked
package io.twinhub.benchmark.wire;

import org.jspecify.annotations.NullMarked;
