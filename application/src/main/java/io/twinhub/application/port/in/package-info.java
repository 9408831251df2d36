/**
 * What actors may ask of the hub: back ends, devices, operators. Implemented by the services, called by
 * the front ends. Knows nothing of the outbound ports.
 */
@NullMarked
package io.twinhub.application.port.in;

import org.jspecify.annotations.NullMarked;
