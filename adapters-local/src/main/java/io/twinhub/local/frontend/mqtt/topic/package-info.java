/**
 * The sentences that stand in topics, filters, client ids and user names, as values. Pure text to
 * values and back: no Netty, no session, nothing that waits.
 */
@NullMarked
package io.twinhub.local.frontend.mqtt.topic;

import org.jspecify.annotations.NullMarked;
