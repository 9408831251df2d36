package io.twinhub.local.engine.journal;

import io.twinhub.domain.identity.TwinAddress;
import java.util.function.Supplier;

/**
 * A registered device or module as a journal takes it.
 *
 * @param address which device or module
 * @param generation its generation id as a number: the hub's own are digits, and later ones are larger
 * @param document everything to be kept of it, as one JSON object in UTF-8; called at most once, on any
 *     thread
 */
public record JournalRow(TwinAddress address, long generation, Supplier<byte[]> document) {}
