package io.twinhub.application.port.in.fleet;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import java.util.Optional;

/**
 * A place where two hubs differ. Shows no keys, only that they differ.
 *
 * @param address whose document it is
 * @param path the place in the document; the root if one hub does not have the member at all
 * @param left what the one hub has there
 * @param right what the other hub has there
 */
public record Difference(
    TwinAddress address, JsonPath path, Optional<JsonValue> left, Optional<JsonValue> right) {}
