package io.twinhub.application.port.in.fleet;

import io.twinhub.domain.identity.TwinAddress;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A member that is listed, but not fetched yet.
 *
 * @param address which device or module
 * @param member fetches it, on any thread; empty if it has been deleted by then
 */
public record FleetEntry(TwinAddress address, Supplier<Optional<FleetMember>> member) {}
