package io.twinhub.domain.identity;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import java.util.List;
import java.util.Optional;

/**
 * An identity as a client wants it: what {@link Identity} holds less what the hub decides.
 *
 * @param address which device or module
 * @param credentials how it shall prove itself
 * @param status whether it may connect
 * @param statusReason why, at most {@value Identity#STATUS_REASON_LENGTH_MAX} characters
 * @param edge whether it is an edge device
 * @param managedBy for a module: who manages it
 * @param deviceScope the scope that the client asks for
 * @param parentScopes the scopes of the parents
 */
public record IdentityRequest(
    TwinAddress address,
    Credentials credentials,
    DeviceStatus status,
    Optional<String> statusReason,
    boolean edge,
    Optional<String> managedBy,
    Optional<String> deviceScope,
    List<String> parentScopes) {

  /**
   * Accepts a lawful request.
   *
   * @throws HubException with {@link RequestError.Invalid} if the status reason is too long
   */
  public IdentityRequest {
    parentScopes = List.copyOf(parentScopes);
    int length = statusReason.map(String::length).orElse(0);
    if (length > Identity.STATUS_REASON_LENGTH_MAX) {
      throw new HubException(
          new RequestError.Invalid("statusReason has %d characters; at most %d are allowed"
              .formatted(length, Identity.STATUS_REASON_LENGTH_MAX)));
    }
  }

  /** An enabled identity with generated keys. */
  public static IdentityRequest withKeys(TwinAddress address) {
    return with(address, new Credentials.Keys(Optional.empty(), Optional.empty()));
  }

  /** An enabled identity with these credentials. */
  public static IdentityRequest with(TwinAddress address, Credentials credentials) {
    return new IdentityRequest(
        address,
        credentials,
        DeviceStatus.ENABLED,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** How an identity shall prove itself. */
  public sealed interface Credentials {

    /** With keys; the hub makes those that are missing. */
    record Keys(Optional<SharedKey> primary, Optional<SharedKey> secondary)
        implements Credentials {}

    /** In exactly this way. */
    record Given(Authentication authentication) implements Credentials {}

    /** As before; a new identity gets generated keys. */
    record Unchanged() implements Credentials {}
  }
}
