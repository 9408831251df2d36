package io.twinhub.local.frontend.mqtt.session;

import io.netty.handler.codec.mqtt.MqttMessage;
import io.twinhub.local.frontend.mqtt.codec.HubPackets;
import io.twinhub.local.frontend.mqtt.topic.TwinTopic;
import java.util.List;
import java.util.Optional;

/** What a client published. */
final class Publish {
  private final Optional<TwinTopic.Request> request;
  private final byte[] payload;
  private final Optional<Integer> packetId;

  /**
   * A publish.
   *
   * @param request what it asks; empty for telemetry, which is dropped
   * @param payload as it came; empty where nobody will look at it
   * @param packetId to be acknowledged; absent with QoS 0
   */
  Publish(Optional<TwinTopic.Request> request, byte[] payload, Optional<Integer> packetId) {
    this.request = request;
    this.payload = payload;
    this.packetId = packetId;
  }

  Optional<TwinTopic.Request> request() {
    return request;
  }

  byte[] payload() {
    return payload;
  }

  /** The PUBACK that is owed, if one is. */
  List<MqttMessage> receipt() {
    return packetId.map(HubPackets::pubAck).stream().toList();
  }
}
