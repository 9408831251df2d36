package io.twinhub.local.engine.hub;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.EdgeScope;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityError;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.engine.rows.Registration;
import io.twinhub.local.engine.rows.RegistrationView;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which edge devices a device may belong to. A leaf device has the parent that its scope names, whatever
 * its parent scopes say. An edge device has a scope of its own, and the parents that its parent scopes
 * name. A module has neither. A scope that the identity already had is not looked up again: its edge device
 * may be gone, and the identity must still be writable.
 */
final class Scopes {
  private final RegistrationView registered;
  private final IdentityRequest request;
  private final Optional<Identity> before;

  private Scopes(RegistrationView registered, IdentityRequest request, Optional<Identity> before) {
    this.registered = registered;
    this.request = request;
    this.before = before;
  }

  /**
   * The request with its scopes settled.
   *
   * @param before the present identity, if the request changes one
   * @throws HubException with {@link IdentityError#noSuchScope} for a scope that belongs to no edge device,
   *     or {@link IdentityError#ownParent} if the device would belong to itself, directly or not
   */
  static IdentityRequest settled(
      RegistrationView registered, IdentityRequest request, Optional<Identity> before) {
    if (request.address().moduleId().isPresent()) {
      return request.placed(false, Optional.empty(), List.of());
    }
    Scopes scopes = new Scopes(registered, request, before);
    return request.edge() ? scopes.ofEdge() : scopes.ofLeaf();
  }

  private IdentityRequest ofEdge() {
    List<String> parents = request.parentScopes().stream().distinct().toList();
    parents.forEach(this::require);
    requireNoCircle(parents);
    return request.placed(true, Optional.empty(), parents);
  }

  /** A device that used to be an edge device may send back the scope that it had then. */
  private IdentityRequest ofLeaf() {
    Optional<String> own = before.filter(Identity::edge).flatMap(Identity::deviceScope);
    Optional<String> parent =
        request.deviceScope().filter(scope -> !scope.isEmpty() && !own.equals(Optional.of(scope)));
    parent.ifPresent(this::require);
    return request.placed(false, parent, parent.stream().toList());
  }

  private void require(String scope) {
    Optional<DeviceId> parent = EdgeScope.parse(scope).map(EdgeScope::device);
    if (parent.equals(Optional.of(request.address().deviceId()))) {
      throw new HubException(IdentityError.ownParent(request.address().deviceId()));
    }
    boolean known =
        before.filter(identity -> identity.parentScopes().contains(scope)).isPresent();
    if (!known
        && parent
            .flatMap(this::edge)
            .flatMap(Identity::deviceScope)
            .filter(scope::equals)
            .isEmpty()) {
      throw new HubException(IdentityError.noSuchScope(scope));
    }
  }

  private Optional<Identity> edge(DeviceId device) {
    return registered
        .find(TwinAddress.of(device))
        .map(Registration::identity)
        .filter(Identity::edge);
  }

  private void requireNoCircle(List<String> parents) {
    Set<DeviceId> seen = new HashSet<>();
    Deque<String> ahead = new ArrayDeque<>(parents);
    while (!ahead.isEmpty()) {
      Optional<DeviceId> device = EdgeScope.parse(ahead.removeFirst()).map(EdgeScope::device);
      if (device.equals(Optional.of(request.address().deviceId()))) {
        throw new HubException(IdentityError.ownParent(request.address().deviceId()));
      }
      device
          .filter(seen::add)
          .flatMap(this::edge)
          .ifPresent(edge -> ahead.addAll(edge.parentScopes()));
    }
  }
}
