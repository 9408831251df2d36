/**
 * What devices tell the cloud, and what the hub reports about itself: events in partitions, each with its own
 * order. There is no log and no protocol here: adapters store and transfer events.
 */
@NullMarked
package io.twinhub.domain.message.event;

import org.jspecify.annotations.NullMarked;
