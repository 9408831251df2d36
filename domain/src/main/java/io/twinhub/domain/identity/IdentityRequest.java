package io.twinhub.domain.identity;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An identity as a client asks for it: the values of an {@link Identity}, except those that the hub decides.
 *
 * @param address which device or module
 * @param credentials how it authenticates
 * @param status whether it may connect
 * @param statusReason why, at most {@value Identity#STATUS_REASON_LENGTH_MAX} characters
 * @param edge whether it is an edge device
 * @param managedBy for a module: who manages it
 * @param deviceScope for a leaf device: the scope of its parent; if empty or missing, the device has no
 *     parent
 * @param parentScopes for an edge device: the scopes of its parents
 * @param additions what newer api-versions add; an update keeps what is left out
 */
public record IdentityRequest(
    TwinAddress address,
    Credentials credentials,
    DeviceStatus status,
    Optional<String> statusReason,
    boolean edge,
    Optional<String> managedBy,
    Optional<String> deviceScope,
    List<String> parentScopes,
    IdentityAdditions additions) {

  /**
   * Accepts a valid request.
   *
   * @throws HubException with {@link RequestError#invalid} if the status reason is too long, or with
   *     {@link IdentityError#invalidKey} if a key has a size that is not allowed
   */
  public IdentityRequest {
    parentScopes = List.copyOf(parentScopes);
    credentials.keys().forEach(SharedKey::requireLawful);
    int length = statusReason.map(String::length).orElse(0);
    if (length > Identity.STATUS_REASON_LENGTH_MAX) {
      throw new HubException(
          RequestError.invalid("statusReason has %d characters; at most %d are allowed"
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
        List.of(),
        IdentityAdditions.NONE);
  }

  /** The request that would write {@code identity} unchanged. */
  public static IdentityRequest of(Identity identity) {
    return new IdentityRequest(
        identity.address(),
        new Credentials.Given(identity.authentication()),
        identity.status(),
        identity.statusReason(),
        identity.edge(),
        identity.managedBy(),
        identity.deviceScope(),
        identity.parentScopes(),
        identity.additions());
  }

  /** This request with other credentials. */
  public IdentityRequest with(Credentials others) {
    return new IdentityRequest(
        address,
        others,
        status,
        statusReason,
        edge,
        managedBy,
        deviceScope,
        parentScopes,
        additions);
  }

  /** This request with other additions. */
  public IdentityRequest with(IdentityAdditions others) {
    return new IdentityRequest(
        address,
        credentials,
        status,
        statusReason,
        edge,
        managedBy,
        deviceScope,
        parentScopes,
        others);
  }

  /** The same request for a module that {@code manager} manages. */
  public IdentityRequest managed(String manager) {
    return new IdentityRequest(
        address,
        credentials,
        status,
        statusReason,
        edge,
        Optional.of(manager),
        deviceScope,
        parentScopes,
        additions);
  }

  /** This request with another device scope and other parent scopes. */
  public IdentityRequest placed(boolean isEdge, Optional<String> scope, List<String> parents) {
    return new IdentityRequest(
        address, credentials, status, statusReason, isEdge, managedBy, scope, parents, additions);
  }

  /** How an identity authenticates. */
  public sealed interface Credentials {

    /** The keys that the client chose itself. */
    default List<SharedKey> keys() {
      return List.of();
    }

    /** With keys; the hub generates those that are missing. */
    record Keys(Optional<SharedKey> primary, Optional<SharedKey> secondary) implements Credentials {
      @Override
      public List<SharedKey> keys() {
        return Stream.concat(primary.stream(), secondary.stream()).toList();
      }
    }

    /** In exactly this way. */
    record Given(Authentication authentication) implements Credentials {
      @Override
      public List<SharedKey> keys() {
        return authentication instanceof Authentication.Sas sas
            ? List.of(sas.primaryKey(), sas.secondaryKey())
            : List.of();
      }
    }

    /** As before; a new identity gets generated keys. */
    record Unchanged() implements Credentials {}
  }
}
