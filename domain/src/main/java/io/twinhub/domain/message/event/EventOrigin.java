package io.twinhub.domain.message.event;

import io.twinhub.domain.identity.TwinAddress;
import java.util.Optional;

/**
 * Where an event comes from.
 *
 * @param source what caused the event
 * @param address whose event it is
 * @param authMethod how the sender authenticated, as JSON text; telemetry only
 * @param generationId the generation of the sender's identity; telemetry only
 * @param modelId the model that the connection announced
 */
public record EventOrigin(
    EventSource source,
    TwinAddress address,
    Optional<String> authMethod,
    Optional<String> generationId,
    Optional<String> modelId) {

  /** An event of a device or module about which nothing else is known. */
  public static EventOrigin of(EventSource source, TwinAddress address) {
    return new EventOrigin(source, address, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
