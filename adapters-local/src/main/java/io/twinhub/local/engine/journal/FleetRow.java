package io.twinhub.local.engine.journal;

import io.twinhub.domain.message.Bytes;

/**
 * Something that is about many devices, such as a job, as a journal takes it.
 *
 * @param kind what it is, such as {@code job}; ids are unique in a kind
 * @param id its id
 * @param document everything to be kept of it, as one JSON object in UTF-8
 */
public record FleetRow(String kind, String id, Bytes document) {}
