package io.twinhub.application.fleet;

import io.twinhub.application.port.in.fleet.FleetMember;
import io.twinhub.application.port.in.fleet.TwinContent;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityRequest.Credentials;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.Twin;
import java.util.Optional;

/** Reads members of a hub, each by its id, because the answers of queries may be out of date. */
public final class FleetReader {
  private static final String WITH_KEYS = "sas";

  private final HubPorts hub;

  public FleetReader(HubPorts hub) {
    this.hub = hub;
  }

  /** The member, if it is registered. */
  public Optional<FleetMember> read(TwinAddress address) {
    return hub.identities()
        .find(address)
        .map(RegisteredIdentity::identity)
        .flatMap(identity -> hub.twins().find(address).map(twin -> member(identity, twin)));
  }

  /**
   * The member without what {@code redaction} hides.
   *
   * @throws HubException if keys are not redacted but the hub does not show them
   */
  public Optional<FleetMember> told(TwinAddress address, Redaction redaction) {
    return read(address).map(redaction::of).map(member -> {
      if (member.hidesKeys() && !redaction.keys()) {
        throw new HubException(HubError.of(
            ErrorCode.IOT_HUB_UNAUTHORIZED_ACCESS,
            "the policy is not shown the keys of devices: it lacks RegistryWrite; use another one, or"
                + " leave the keys out"));
      }
      return member;
    });
  }

  private static FleetMember member(Identity identity, Twin twin) {
    return new FleetMember(
        identity.address(),
        credentials(identity.authentication(), twin),
        identity.status(),
        identity.statusReason(),
        identity.edge(),
        identity.managedBy(),
        EdgeParents.of(identity),
        identity.additions(),
        new TwinContent(
            twin.tags().values(), twin.desired().values(), twin.reported().values()));
  }

  /**
   * A policy without permission to write identities is not shown their keys; the twin still tells that there
   * are keys.
   */
  private static Credentials credentials(Authentication authentication, Twin twin) {
    boolean hidden = authentication instanceof Authentication.None
        && twin.root().credentials().type().equals(WITH_KEYS);
    return hidden ? FleetMember.KEYS_NOT_TOLD : new Credentials.Given(authentication);
  }
}
