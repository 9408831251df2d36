/**
 * AMQP 1.0 for devices, modules and back ends, over TLS and over WebSockets: the front end and its pipeline.
 * The checks of incoming bytes are in {@code frame}, links in {@code link}, the rules for clients in {@code
 * session}; the protocol engine stays in {@code proton}. Calls the application's inbound ports and never sees
 * the engine of the hub.
 */
@NullMarked
package io.twinhub.local.frontend.amqp;

import org.jspecify.annotations.NullMarked;
