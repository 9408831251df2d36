package io.twinhub.domain.message.event;

import java.time.Instant;

/**
 * An event at its position in the log.
 *
 * @param partition the number of the partition, counted from 0
 * @param sequence its number in the partition, counted from 0 without gaps
 * @param offset where it begins in the partition, in bytes; grows with every event
 * @param enqueued when the log accepted it
 * @param origin where it comes from
 * @param message its content
 */
public record HubEvent(
    int partition,
    long sequence,
    long offset,
    Instant enqueued,
    EventOrigin origin,
    DeviceMessage message) {}
