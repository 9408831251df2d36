/**
 * MQTT packets as bytes: their size limits, their framing, and the packets that the hub sends. The decoding
 * itself is Netty's. Nothing here knows about sessions or twins.
 */
@NullMarked
package io.twinhub.local.frontend.mqtt.codec;

import org.jspecify.annotations.NullMarked;
