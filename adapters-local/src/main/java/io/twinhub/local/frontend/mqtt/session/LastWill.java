package io.twinhub.local.frontend.mqtt.session;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.local.frontend.twin.DeviceServices;
import io.twinhub.local.frontend.wire.Tracking;

/** The message that the hub sends for a client that is gone without DISCONNECT. Any thread. */
final class LastWill {
  private final DeviceServices hub;
  private final ConnectedClient client;
  private volatile boolean isVoid;

  LastWill(DeviceServices hub, ConnectedClient client) {
    this.hub = hub;
    this.client = client;
  }

  /** The client has said goodbye. */
  void forget() {
    isVoid = true;
  }

  /** The connection has ended, and with it the device's place in the hub. */
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
    } catch (HubException refusal) {
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
