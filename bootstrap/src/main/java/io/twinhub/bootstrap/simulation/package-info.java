/** Simulated devices: what a device does that is not there, for the command line and for the Explorer. */
@NullMarked
package io.twinhub.bootstrap.simulation;

import org.jspecify.annotations.NullMarked;
