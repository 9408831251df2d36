package io.twinhub.domain.fault;

import java.time.Instant;
import java.util.Optional;

/**
 * A fault that a hub has.
 *
 * @param id its name in the hub and in the journal, such as {@code latency-1}
 * @param fault what was asked for
 * @param until when it ends by itself, by the hub's clock
 * @param affected how many operations it has disturbed
 */
public record FaultInForce(String id, Fault fault, Optional<Instant> until, long affected) {}
