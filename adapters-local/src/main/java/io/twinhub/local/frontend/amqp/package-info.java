/**
 * AMQP 1.0 for devices, modules and back ends, over TLS and over WebSockets: the front end and its
 * pipeline. What bytes may be is in {@code frame}, what a link is in {@code link}, what a client may do in
 * {@code session}; the protocol engine stays in {@code proton}. Calls the application's inbound ports;
 * never sees the engine of the hub.
 */
@NullMarked
package io.twinhub.local.frontend.amqp;

import org.jspecify.annotations.NullMarked;
