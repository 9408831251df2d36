package io.twinhub.local.frontend.amqp.session;

import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.ConnectionDropped;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.frontend.access.AuthenticatedDevice;
import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.amqp.message.RequestNode;
import io.twinhub.local.frontend.twin.DeviceServices;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The devices and modules that one connection carries, each with an identity of its own. */
final class ConnectedDevices {
  private final AmqpConnection amqp;
  private final ConnectionScope scope;
  private final RequestNode tokens;
  private final Map<TwinAddress, ConnectedDevice> present = new ConcurrentHashMap<>();

  ConnectedDevices(AmqpConnection amqp, ConnectionScope scope, RequestNode tokens) {
    this.amqp = amqp;
    this.scope = scope;
    this.tokens = tokens;
    amqp.end().exit().atEnd(() -> {
      String reason = amqp.end().exit().reason();
      List.copyOf(present.values()).forEach(device -> device.leave(reason));
    });
  }

  /**
   * Connects a device for one link, or finds it connected. Serial executor; may wait.
   *
   * @throws HubException if the client has not proven to be the device, or the hub is full
   */
  ConnectedDevice enter(TwinAddress address, String modelId) {
    Optional<ConnectedDevice> here = Optional.ofNullable(present.get(address));
    if (here.filter(ConnectedDevice::retain).isPresent()) {
      return here.get();
    }
    AuthenticatedDevice who = admitted(address);
    DeviceServices hub = scope.hub().devices();
    try {
      return connected(who, modelId);
    } catch (HubException | ConnectionDropped refused) {
      hub.connections().leave();
      throw refused;
    }
  }

  private AuthenticatedDevice admitted(TwinAddress address) {
    DeviceServices hub = scope.hub().devices();
    try {
      AuthenticatedDevice who = scope.credentials().device(address);
      if (!hub.connections().enter()) {
        throw new HubException(RequestError.unavailable("the hub is full: %d devices are connected"
            .formatted(hub.connections().connected())));
      }
      return who;
    } catch (HubException refusal) {
      scope.log().refusedEntry(address.toString(), refusal);
      throw refusal;
    }
  }

  private ConnectedDevice connected(AuthenticatedDevice who, String modelId) {
    TwinAddress address = who.principal().address();
    DeviceConnection connection = scope
        .hub()
        .devices()
        .twins()
        .connect(who.principal(), modelId, reason -> amqp.onLoop(() -> drop(address, reason)));
    ConnectedDevice device = new ConnectedDevice(connection, this, amqp, scope);
    device.retain();
    present.put(address, device);
    amqp.onLoop(() -> device.watchExpiry(who.until()));
    if (amqp.end().exit().isClosed()) {
      device.leave(amqp.end().exit().reason()); // the connection has ended meanwhile
    }
    return device;
  }

  private void drop(TwinAddress address, CloseReason reason) {
    Optional.ofNullable(present.get(address))
        .ifPresent(device -> device.drop(AmqpCondition.of(reason), reason.sentence()));
  }

  /** The links of tokens. */
  RequestNode tokens() {
    return tokens;
  }

  /** A device has left. Any thread. */
  void left(ConnectedDevice device) {
    present.remove(device.address(), device);
    scope.hub().devices().connections().leave();
  }

  /** The hub dropped a device; the connection ends with the last one. */
  void dropped(AmqpCondition condition) {
    if (present.isEmpty()) {
      amqp.end().leave(condition);
    }
  }
}
