/**
 * The inbound ports: what back ends, devices and operators may ask of the hub. The services implement them
 * and the front ends call them. They know nothing of the outbound ports.
 */
@NullMarked
package io.twinhub.application.port.in;

import org.jspecify.annotations.NullMarked;
