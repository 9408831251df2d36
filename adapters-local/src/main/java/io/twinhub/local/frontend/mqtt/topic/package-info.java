/**
 * The contents of topics, filters, client ids and user names as values. Only converts text to values and
 * back: no Netty, no sessions, nothing that blocks.
 */
@NullMarked
package io.twinhub.local.frontend.mqtt.topic;

import org.jspecify.annotations.NullMarked;
