package io.twinhub.domain.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A registered device or module: who it is and how it authenticates.
 *
 * @param address which device or module
 * @param generationId tells two registrations of one id apart; digits
 * @param etag identifies this state of the identity
 * @param authentication how it authenticates
 * @param status whether it may connect; a module's is always enabled
 * @param statusReason why, at most {@value #STATUS_REASON_LENGTH_MAX} characters
 * @param statusUpdatedTime when the status last changed; {@link #NEVER} if it never did
 * @param edge whether it is an edge device
 * @param managedBy for a module: who manages it, such as {@code IotEdge}
 * @param deviceScope the scope of an edge device, or of the parent of a leaf device
 * @param parentScopes the scopes of the parents
 * @param additions what newer api-versions add
 */
public record Identity(
    TwinAddress address,
    String generationId,
    IdentityEtag etag,
    Authentication authentication,
    DeviceStatus status,
    Optional<String> statusReason,
    Instant statusUpdatedTime,
    boolean edge,
    Optional<String> managedBy,
    Optional<String> deviceScope,
    List<String> parentScopes,
    IdentityAdditions additions) {

  /** The time that stands for "never" on the wire: the first second of year 1. */
  public static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

  /** The longest status reason, in characters. Source: Azure's OpenAPI file. */
  public static final int STATUS_REASON_LENGTH_MAX = 128;

  /** How many modules a device has at most. Source: Azure's quotas for identities. */
  public static final int MODULES_PER_DEVICE_MAX = 50;

  /** Copies {@code parentScopes}. */
  public Identity {
    parentScopes = List.copyOf(parentScopes);
  }
}
