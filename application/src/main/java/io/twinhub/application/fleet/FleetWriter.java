package io.twinhub.application.fleet;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.in.fleet.FleetMember;
import io.twinhub.application.port.in.fleet.TwinContent;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.IdentityAdditions;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.MergePatch;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.TwinReplacement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Writes members into a hub. Members that are already equal are not written, so running a copy again after an
 * interruption writes the rest.
 */
final class FleetWriter {
  /** The outcome of writing a member. */
  enum Outcome {
    /** It was not there. */
    CREATED,
    /** It was there and differed. */
    CHANGED,
    /** It was there and equal. */
    EQUAL
  }

  private final HubPorts hub;
  private final FleetReader reader;
  private final boolean reports;
  private final Map<DeviceId, String> scopes = new ConcurrentHashMap<>();
  private final Set<TwinAddress> madeAhead = ConcurrentHashMap.newKeySet();

  /**
   * A writer.
   *
   * @param reports whether to connect as each device and write the reported properties of the source
   */
  FleetWriter(HubPorts hub, boolean reports) {
    this.hub = hub;
    this.reader = new FleetReader(hub);
    this.reports = reports;
  }

  /** Creates a missing edge device, without its parents, since they may be created after it. */
  Outcome makeAhead(FleetMember edge) {
    if (hub.identities().find(edge.address()).isPresent()) {
      return Outcome.EQUAL;
    }
    hub.identities().create(request(edge.withoutParents(), edge.additions()));
    madeAhead.add(edge.address());
    return Outcome.CREATED;
  }

  /**
   * Makes the hub's member equal to {@code wanted}.
   *
   * @throws HubException if the hub refuses; parts that were written before that remain
   */
  Outcome write(FleetMember wanted) {
    Optional<FleetMember> present = reader.read(wanted.address());
    boolean changed = false;
    if (present.isEmpty()) {
      hub.identities().create(request(wanted, wanted.additions()));
    } else if (!wanted.isSameIdentity(present.get())) {
      hub.identities().update(request(wanted, additions(wanted, present.get())), IfMatch.any());
      changed = true;
    }
    TwinContent content = present.map(FleetMember::content).orElse(TwinContent.NONE);
    changed |= writeContent(wanted, content);
    if (present.isEmpty() || madeAhead.remove(wanted.address())) {
      return Outcome.CREATED;
    }
    return changed ? Outcome.CHANGED : Outcome.EQUAL;
  }

  /**
   * Creates the member if it is missing. An existing identity stays as it is, and so does its twin unless
   * that is empty, which may be the result of an interrupted seeding.
   */
  Outcome seed(FleetMember wanted) {
    Optional<FleetMember> present = reader.read(wanted.address());
    if (present.isEmpty() || madeAhead.contains(wanted.address())) {
      return write(wanted);
    }
    if (!present.get().content().equals(TwinContent.NONE)) {
      return Outcome.EQUAL;
    }
    return writeContent(wanted, TwinContent.NONE) ? Outcome.CHANGED : Outcome.EQUAL;
  }

  private boolean writeContent(FleetMember wanted, TwinContent present) {
    boolean written = writeTwin(wanted.address(), present, wanted.content());
    boolean reported =
        reports && report(wanted.address(), present.reported(), wanted.content().reported());
    return written || reported;
  }

  private boolean writeTwin(TwinAddress address, TwinContent present, TwinContent wanted) {
    TwinReplacement replacement = new TwinReplacement(
        differing(present.tags(), wanted.tags()), differing(present.desired(), wanted.desired()));
    boolean differs = replacement.tags().isPresent() || replacement.desired().isPresent();
    if (differs) {
      hub.twins().replace(address, replacement, IfMatch.any());
    }
    return differs;
  }

  private static Optional<JsonObject> differing(JsonObject present, JsonObject wanted) {
    return present.equals(wanted) ? Optional.empty() : Optional.of(wanted);
  }

  /** Services may not write reported properties, so this acts as the device itself. */
  private boolean report(TwinAddress address, JsonObject present, JsonObject wanted) {
    JsonObject patch = MergePatch.between(present, wanted);
    if (patch.isEmpty()) {
      return false;
    }
    try (DeviceConnection connection = hub.connections().open(address, "", reason -> {})) {
      connection.report(ReportedPatch.of(patch));
    }
    return true;
  }

  /**
   * An update keeps attributes that are left out, so they are always sent here to become those of
   * {@code wanted}.
   */
  private static IdentityAdditions additions(FleetMember wanted, FleetMember present) {
    return present.attributes().isEmpty()
        ? wanted.additions()
        : new IdentityAdditions(
            Optional.of(wanted.attributes()), wanted.additions().authentication());
  }

  private IdentityRequest request(FleetMember member, IdentityAdditions additions) {
    List<String> parents = member.parents().stream().map(this::scope).toList();
    return new IdentityRequest(
        member.address(),
        member.credentials(),
        member.status(),
        member.statusReason(),
        member.edge(),
        member.managedBy(),
        member.edge() ? Optional.empty() : parents.stream().findFirst(),
        parents,
        additions);
  }

  /** The scope of an edge device of this hub; it never changes. */
  private String scope(DeviceId parent) {
    return scopes.computeIfAbsent(
        parent,
        id -> hub.identities()
            .find(TwinAddress.of(id))
            .flatMap(edge -> edge.identity().deviceScope())
            .orElseThrow(() -> new HubException(RequestError.invalid(
                "its parent %s is not an edge device of this hub".formatted(id)))));
  }
}
