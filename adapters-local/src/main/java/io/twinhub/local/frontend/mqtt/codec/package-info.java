/**
 * MQTT packets as bytes: how large they may be, where one ends, and those that the hub sends. The
 * decoding itself is Netty's. Nothing here knows sessions or twins.
 */
@NullMarked
package io.twinhub.local.frontend.mqtt.codec;

import org.jspecify.annotations.NullMarked;
