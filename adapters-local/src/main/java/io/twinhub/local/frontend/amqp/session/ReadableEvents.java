package io.twinhub.local.frontend.amqp.session;

import io.twinhub.local.frontend.amqp.events.EventHub;

/**
 * What a connection lets back ends read.
 *
 * @param hub the events
 * @param only whether the connection is for this alone: there are no devices and no messages on it
 */
public record ReadableEvents(EventHub hub, boolean only) {}
