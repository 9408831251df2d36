/**
 * MQTT 3.1.1 for devices and modules, over TLS and over WebSockets: the front end and its pipeline.
 * What topics mean is in {@code topic}, what packets weigh in {@code codec}, what a connection may do
 * in {@code session}. Calls the application's inbound ports; never sees the engine.
 */
@NullMarked
package io.twinhub.local.frontend.mqtt;

import org.jspecify.annotations.NullMarked;
