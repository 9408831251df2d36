/**
 * The protocol of Azure Event Hubs, through which back ends read the events of the hub: links to partitions,
 * the node that describes them, and the redirection of clients that ask the hub itself.
 */
@NullMarked
package io.twinhub.local.frontend.amqp.events;

import org.jspecify.annotations.NullMarked;
