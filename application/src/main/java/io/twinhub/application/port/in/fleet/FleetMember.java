package io.twinhub.application.port.in.fleet;

import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.IdentityAdditions;
import io.twinhub.domain.identity.IdentityRequest.Credentials;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * A device or module in a form that any hub can hold: values that a hub generates (etags, versions, times,
 * generation, scope) are left out.
 *
 * @param address which device or module
 * @param credentials how it authenticates; {@link Credentials.Keys} without keys if they are not given
 * @param status whether it may connect
 * @param statusReason why
 * @param edge whether it is an edge device
 * @param managedBy for a module: who manages it
 * @param parents the edge devices that it belongs to; ids, since scopes differ from hub to hub
 * @param additions what newer api-versions add to its identity
 * @param content what its twin holds
 */
public record FleetMember(
    TwinAddress address,
    Credentials credentials,
    DeviceStatus status,
    Optional<String> statusReason,
    boolean edge,
    Optional<String> managedBy,
    List<DeviceId> parents,
    IdentityAdditions additions,
    TwinContent content) {

  /** Keys that the hub makes. */
  public static final Credentials KEYS_NOT_TOLD =
      new Credentials.Keys(Optional.empty(), Optional.empty());

  /** Copies {@code parents}. */
  public FleetMember {
    parents = List.copyOf(parents);
  }

  /** Whether its keys are hidden. */
  public boolean hidesKeys() {
    return credentials.equals(KEYS_NOT_TOLD);
  }

  /** Whether it authenticates with keys, hidden or not. */
  public boolean hasKeys() {
    return credentials instanceof Credentials.Keys
        || (credentials instanceof Credentials.Given given
            && given.authentication() instanceof Authentication.Sas);
  }

  public FleetMember with(Credentials others) {
    return new FleetMember(
        address, others, status, statusReason, edge, managedBy, parents, additions, content);
  }

  public FleetMember with(TwinContent other) {
    return new FleetMember(
        address, credentials, status, statusReason, edge, managedBy, parents, additions, other);
  }

  /** The member without parents, as an edge device is first created, since its parents may not exist yet. */
  public FleetMember withoutParents() {
    return new FleetMember(
        address, credentials, status, statusReason, edge, managedBy, List.of(), additions, content);
  }

  /** The attributes of its identity; missing attributes and an empty object are the same. */
  public JsonObject attributes() {
    return additions.attributes().orElse(JsonObject.EMPTY);
  }

  /** Whether the identity equals that of {@code present}; hidden keys are not compared. */
  public boolean isSameIdentity(FleetMember present) {
    boolean sameCredentials =
        hidesKeys() ? present.hasKeys() : credentials.equals(present.credentials);
    return sameCredentials
        && status == present.status
        && statusReason.equals(present.statusReason)
        && edge == present.edge
        && managedBy.equals(present.managedBy)
        && parents.equals(present.parents)
        && attributes().equals(present.attributes())
        && additions.over(present.additions).equals(present.additions);
  }
}
