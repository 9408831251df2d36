package io.twinhub.local.frontend.mqtt.session;

import io.twinhub.application.port.ConnectionDropped;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.local.frontend.twin.DeviceServices;
import io.twinhub.local.frontend.wire.Tracking;

/** The message that the hub sends if a connection ends without a DISCONNECT. Safe to use from any thread. */
final class LastWill {
  private final DeviceServices hub;
  private final ConnectedClient client;
  private volatile boolean isVoid;

  LastWill(DeviceServices hub, ConnectedClient client) {
    this.hub = hub;
    this.client = client;
  }

  /** Voids the will, because the client sent DISCONNECT. */
  void forget() {
    isVoid = true;
  }

  /** Sends the will unless it is void; called when the connection and its place in the hub are gone. */
  void send() {
    if (!isVoid) {
      client.request().will().ifPresent(this::send);
    }
  }

  private void send(DeviceMessage message) {
    try {
      var unused = hub.messages().send(client.device(), message).whenComplete((done, failure) -> {
        if (failure != null) {
          note(failure);
        }
      });
    } catch (HubException | ConnectionDropped refusal) {
      note(refusal);
    }
  }

  private void note(Throwable failure) {
    client
        .exit()
        .refused(
            "will: " + failure.getMessage(),
            Tracking.next(hub.clock().instant()).id());
  }
}
