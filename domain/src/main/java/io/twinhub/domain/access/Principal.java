package io.twinhub.domain.access;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import java.util.Set;

/** Who is asking: an edge has checked the credentials already. */
public sealed interface Principal {

  /**
   * Passes silently if this principal holds {@code permission}.
   *
   * @throws HubException with {@link AccessError.NotAllowed} otherwise
   */
  void require(Permission permission);

  /**
   * Whoever holds a key of a shared access policy, or an equivalent.
   *
   * @param name the policy's name, for messages
   * @param permissions what it allows
   */
  record Service(String name, Set<Permission> permissions) implements Principal {

    /** Copies {@code permissions}. */
    public Service {
      permissions = Set.copyOf(permissions);
    }

    @Override
    public void require(Permission permission) {
      if (!permissions.contains(permission)) {
        throw new HubException(new AccessError.NotAllowed(name, permission));
      }
    }
  }

  /**
   * A device or a module, acting as itself and on nothing else.
   *
   * @param address whose twin it may use
   */
  record Device(TwinAddress address) implements Principal {
    @Override
    public void require(Permission permission) {
      if (permission != Permission.DEVICE_CONNECT) {
        throw new HubException(new AccessError.NotAllowed(address.toString(), permission));
      }
    }
  }
}
