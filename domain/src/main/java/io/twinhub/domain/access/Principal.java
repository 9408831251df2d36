package io.twinhub.domain.access;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.TwinAddress;
import java.util.Set;

/** Who is asking; an edge has already checked the credentials. */
public sealed interface Principal {

  /**
   * Passes silently if this principal may do {@code action}.
   *
   * @throws HubException with {@link AccessError#notAllowed} otherwise
   */
  void require(DataAction action);

  /**
   * Passes silently if this principal may do {@code action} on the identity of {@code address}.
   *
   * @throws HubException with {@link AccessError#notAllowed} otherwise
   */
  default void require(DataAction action, TwinAddress address) {
    if (address.moduleId().isPresent()) {
      requireOnModules(action, address.deviceId());
    } else {
      require(action);
    }
  }

  /**
   * Passes silently if this principal may do {@code action} on the identities of all modules of a device.
   *
   * @throws HubException with {@link AccessError#notAllowed} otherwise
   */
  default void requireOnModules(DataAction action, DeviceId deviceId) {
    require(action);
  }

  /** The name of the principal, for messages. */
  String name();

  /**
   * A holder of a key of a shared access policy, or of an equivalent.
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
    public void require(DataAction action) {
      if (!permissions.contains(action.permission())) {
        throw new HubException(AccessError.lacking(name, action.permission()));
      }
    }
  }

  /**
   * An application or a person for whom Microsoft Entra ID, or a substitute for it, vouches.
   *
   * @param name the name of the application or person, for messages
   * @param actions what its roles allow
   */
  record EntraUser(String name, Set<DataAction> actions) implements Principal {

    /** Copies {@code actions}. */
    public EntraUser {
      actions = Set.copyOf(actions);
    }

    @Override
    public void require(DataAction action) {
      if (!actions.contains(action)) {
        throw new HubException(AccessError.unassigned(name, action));
      }
    }
  }

  /**
   * A device or a module, acting as itself. A device manages its modules; beyond that it may do nothing.
   *
   * @param address whose twin it may use
   * @param method how it authenticated
   */
  record Device(TwinAddress address, AuthMethod method) implements Principal {
    private static final Set<DataAction> ON_OWN_MODULES =
        Set.of(DataAction.DEVICES_READ, DataAction.DEVICES_WRITE, DataAction.DEVICES_DELETE);

    /** A device or module that authenticated with its own key. */
    public Device(TwinAddress address) {
      this(address, AuthMethod.OWN_KEY);
    }

    @Override
    public void requireOnModules(DataAction action, DeviceId deviceId) {
      if (!address.equals(TwinAddress.of(deviceId)) || !ON_OWN_MODULES.contains(action)) {
        require(action);
      }
    }

    @Override
    public void require(DataAction action) {
      throw new HubException(AccessError.lacking(name(), action.permission()));
    }

    @Override
    public String name() {
      return address.toString();
    }
  }
}
