package io.twinhub.local.frontend.mqtt.session;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.local.frontend.access.AuthenticatedDevice;
import io.twinhub.local.frontend.net.ExitDoor;
import io.twinhub.local.frontend.net.SerialExecutor;
import io.twinhub.local.frontend.twin.DeviceServices;
import java.security.cert.X509Certificate;
import java.util.List;

/** Accepts or refuses a client: authenticates it and checks whether the hub has a place. May block. */
final class Entrance {
  private final DeviceServices hub;
  private final SerialExecutor work;
  private final ExitDoor exit;

  Entrance(DeviceServices hub, SerialExecutor work, ExitDoor exit) {
    this.hub = hub;
    this.work = work;
    this.exit = exit;
  }

  /**
   * Accepts the client. From then on the exit door releases its place.
   *
   * @throws ConnectRefused if the client is refused
   */
  ConnectedClient enter(ConnectRequest request, List<X509Certificate> chain) {
    AuthenticatedDevice device = authenticated(request, chain);
    takePlace();
    DeviceConnection connection;
    try {
      connection = hub.twins()
          .connect(
              device.principal(),
              request.userName().modelId(),
              reason -> exit.close(sentence(reason)));
    } catch (HubException refusal) {
      throw ConnectRefused.noted(refusal);
    }
    exit.atEnd(() -> release(connection));
    return new ConnectedClient(request, device.principal(), connection, device.until(), work, exit);
  }

  private AuthenticatedDevice authenticated(ConnectRequest request, List<X509Certificate> chain) {
    try {
      return hub.authentication().device(request.address(), request.sasToken(), chain);
    } catch (HubException refusal) {
      throw ConnectRefused.of(refusal);
    }
  }

  private void takePlace() {
    if (!hub.connections().enter()) {
      throw new ConnectRefused(
          MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE,
          "the hub is full: %d devices are connected"
              .formatted(hub.connections().connected()));
    }
    exit.atEnd(hub.connections()::leave);
  }

  /** Closes after the client's earlier requests, or at once if the listener is stopping. */
  private void release(DeviceConnection connection) {
    String reason = exit.reason();
    if (!work.offer(() -> connection.close(reason))) {
      connection.close(reason);
    }
  }

  private static String sentence(CloseReason reason) {
    ErrorCode takenOver = ErrorCode.CONNECTION_FORCEFULLY_CLOSED_ON_NEW_CONNECTION;
    return reason == CloseReason.TAKEN_OVER
        ? "%d %s: %s".formatted(takenOver.number(), takenOver.azureName(), reason.sentence())
        : reason.sentence();
  }
}
