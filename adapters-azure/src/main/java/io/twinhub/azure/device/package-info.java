/**
 * Device connections over any wire protocol: trusted certificates, the credentials of devices, and the life
 * of their connections. Both kinds of device connections build on it.
 */
@NullMarked
package io.twinhub.azure.device;

import org.jspecify.annotations.NullMarked;
