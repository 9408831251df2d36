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

  /** How its requests reach the hub. */
  Transport transport();

  /** The same principal, whose requests reach the hub over {@code transport}. */
  Principal over(Transport transport);

  /**
   * A holder of a key of a shared access policy, or of an equivalent.
   *
   * @param name the policy's name, for messages
   * @param permissions what it allows
   * @param transport how its requests reach the hub
   */
  record Service(String name, Set<Permission> permissions, Transport transport)
      implements Principal {

    /** Copies {@code permissions}. */
    public Service {
      permissions = Set.copyOf(permissions);
    }

    /** A holder of a key in the process of the hub. */
    public Service(String name, Set<Permission> permissions) {
      this(name, permissions, Transport.IN_PROCESS);
    }

    @Override
    public Service over(Transport other) {
      return new Service(name, permissions, other);
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
   * @param transport how its requests reach the hub
   */
  record EntraUser(String name, Set<DataAction> actions, Transport transport) implements Principal {

    /** Copies {@code actions}. */
    public EntraUser {
      actions = Set.copyOf(actions);
    }

    /** An application or a person in the process of the hub. */
    public EntraUser(String name, Set<DataAction> actions) {
      this(name, actions, Transport.IN_PROCESS);
    }

    @Override
    public EntraUser over(Transport other) {
      return new EntraUser(name, actions, other);
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
   * @param transport how its requests reach the hub
   */
  record Device(TwinAddress address, AuthMethod method, Transport transport) implements Principal {
    private static final Set<DataAction> ON_OWN_MODULES =
        Set.of(DataAction.DEVICES_READ, DataAction.DEVICES_WRITE, DataAction.DEVICES_DELETE);

    /** A device or module in the process of the hub. */
    public Device(TwinAddress address) {
      this(address, AuthMethod.OWN_KEY);
    }

    /** A device or module in the process of the hub, as if it had authenticated by {@code method}. */
    public Device(TwinAddress address, AuthMethod method) {
      this(address, method, Transport.IN_PROCESS);
    }

    @Override
    public Device over(Transport other) {
      return new Device(address, method, other);
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
