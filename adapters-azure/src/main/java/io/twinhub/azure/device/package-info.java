/**
 * Being a device of a hub, whatever the wire: whose certificates count, what devices prove themselves
 * with, and the life of their connections. Both kinds of device connections stand on it.
 */
@NullMarked
package io.twinhub.azure.device;

import org.jspecify.annotations.NullMarked;
