package io.twinhub.domain.twin;

import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.ConnectionState;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityEtag;
import io.twinhub.domain.identity.Thumbprint;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.property.Standings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a twin document shows about its identity and its connection; clients can only read it.
 *
 * @param deviceEtag the etag of the device's identity, also in its modules' twins
 * @param status whether the device may connect
 * @param statusReason why
 * @param statusUpdateTime when the status last changed
 * @param credentials how the identity authenticates, without secrets
 * @param connection whether and when it was connected
 * @param edge whether it is an edge device
 * @param deviceScope the scope of the device or its parent
 * @param parentScopes the scopes of the parents
 * @param attributes the attributes of the identity
 * @param standings the automatic configurations that target the twin
 */
public record TwinRoot(
    IdentityEtag deviceEtag,
    DeviceStatus status,
    Optional<String> statusReason,
    Instant statusUpdateTime,
    Credentials credentials,
    ConnectionState connection,
    boolean edge,
    Optional<String> deviceScope,
    List<String> parentScopes,
    Optional<JsonObject> attributes,
    Standings standings) {

  /** A root that no configuration targets. */
  public TwinRoot(
      IdentityEtag deviceEtag,
      DeviceStatus status,
      Optional<String> statusReason,
      Instant statusUpdateTime,
      Credentials credentials,
      ConnectionState connection,
      boolean edge,
      Optional<String> deviceScope,
      List<String> parentScopes,
      Optional<JsonObject> attributes) {
    this(
        deviceEtag,
        status,
        statusReason,
        statusUpdateTime,
        credentials,
        connection,
        edge,
        deviceScope,
        parentScopes,
        attributes,
        Standings.NONE);
  }

  /**
   * How an identity authenticates, without secrets.
   *
   * @param type {@code sas}, {@code selfSigned}, {@code certificateAuthority} or {@code none}
   * @param primary the first thumbprint of a self-signed certificate
   * @param secondary the second one
   */
  public record Credentials(
      String type, Optional<Thumbprint> primary, Optional<Thumbprint> secondary) {

    /** The parts of {@code authentication} that may be shown. */
    public static Credentials of(Authentication authentication) {
      return authentication instanceof Authentication.SelfSigned certificate
          ? new Credentials(authentication.type(), certificate.primary(), certificate.secondary())
          : new Credentials(authentication.type(), Optional.empty(), Optional.empty());
    }
  }

  /** Copies {@code parentScopes}. */
  public TwinRoot {
    parentScopes = List.copyOf(parentScopes);
  }

  /**
   * The root of the twin of {@code identity}.
   *
   * @param device the identity of the device: {@code identity} itself, or the one a module belongs to
   */
  public static TwinRoot of(Identity identity, Identity device, ConnectionState connection) {
    return new TwinRoot(
        device.etag(),
        device.status(),
        device.statusReason(),
        device.statusUpdatedTime(),
        Credentials.of(identity.authentication()),
        connection,
        identity.edge(),
        identity.deviceScope(),
        identity.parentScopes(),
        identity.additions().attributes());
  }

  /** This root with another connection. */
  public TwinRoot with(ConnectionState newConnection) {
    return new TwinRoot(
        deviceEtag,
        status,
        statusReason,
        statusUpdateTime,
        credentials,
        newConnection,
        edge,
        deviceScope,
        parentScopes,
        attributes,
        standings);
  }

  /** This root with other configurations. */
  public TwinRoot with(Standings newStandings) {
    return new TwinRoot(
        deviceEtag,
        status,
        statusReason,
        statusUpdateTime,
        credentials,
        connection,
        edge,
        deviceScope,
        parentScopes,
        attributes,
        newStandings);
  }
}
