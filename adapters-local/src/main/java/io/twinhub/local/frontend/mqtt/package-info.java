/**
 * MQTT 3.1.1 for devices and modules, over TLS and over WebSockets: the front end and its pipeline. The
 * meaning of topics is in {@code topic}, the packets and their sizes in {@code codec}, and what a connection
 * may do in {@code session}. Calls the application's inbound ports and never sees the engine.
 */
@NullMarked
package io.twinhub.local.frontend.mqtt;

import org.jspecify.annotations.NullMarked;
