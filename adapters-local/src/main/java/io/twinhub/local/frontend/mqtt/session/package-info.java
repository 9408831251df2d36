/**
 * One connection: what it may do between CONNECT and its end, in which order, and within which limits. Each
 * class says which thread it runs on: the channel's event loop, which never waits, or the connection's serial
 * executor, which may.
 */
@NullMarked
package io.twinhub.local.frontend.mqtt.session;

import org.jspecify.annotations.NullMarked;
