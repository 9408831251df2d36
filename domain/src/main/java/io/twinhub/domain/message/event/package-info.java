/**
 * What devices tell the cloud, and what the hub tells of itself: events, in partitions, each in one order. No log and no
 * wire: adapters keep events, and put them on the wire.
 */
@NullMarked
package io.twinhub.domain.message.event;

import org.jspecify.annotations.NullMarked;
