package io.twinhub.domain.message.event;

import java.time.Instant;

/**
 * An event in its place of the log.
 *
 * @param partition which partition, from 0
 * @param sequence its number in the partition, from 0 without a hole
 * @param offset where it begins in the partition, in bytes; grows with every event
 * @param enqueued when the log took it
 * @param origin where it comes from
 * @param message what it says
 */
public record HubEvent(
    int partition,
    long sequence,
    long offset,
    Instant enqueued,
    EventOrigin origin,
    DeviceMessage message) {}
