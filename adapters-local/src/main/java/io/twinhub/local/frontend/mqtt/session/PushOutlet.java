package io.twinhub.local.frontend.mqtt.session;

import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.twinhub.application.port.DesiredDelivery;
import io.twinhub.domain.document.DeviceTwinDocument;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.local.frontend.mqtt.codec.HubPackets;
import io.twinhub.local.frontend.mqtt.topic.TwinTopic;
import io.twinhub.local.frontend.net.ExitDoor;
import io.twinhub.local.frontend.net.Outbound;
import io.twinhub.local.frontend.twin.DesiredPushes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Publishes writes of the desired properties, with the QoS that was granted. Used on the event loop. */
final class PushOutlet implements DesiredPushes.Outlet {
  /** How many pushes with QoS 1 may await their PUBACK; a hub setting. */
  static final int IN_FLIGHT_MAX = 16;

  private final Channel channel;
  private final ExitDoor exit;
  private final PacketIds ids;
  private final Map<Integer, DesiredDelivery> inFlight = new HashMap<>();
  private volatile MqttQoS granted = MqttQoS.AT_MOST_ONCE;

  PushOutlet(Channel channel, ExitDoor exit, PacketIds ids) {
    this.channel = channel;
    this.exit = exit;
    this.ids = ids;
  }

  /** Uses this QoS from now on. Safe to call from any thread. */
  void grant(MqttQoS qos) {
    granted = qos;
  }

  /** Records the client's PUBACK; tells whether it was owed. */
  boolean acknowledged(int packetId) {
    Optional<DesiredDelivery> push = Optional.ofNullable(inFlight.remove(packetId));
    push.ifPresent(DesiredDelivery::acknowledged);
    return push.isPresent() && ids.giveBack(packetId);
  }

  @Override
  public boolean isReady() {
    return channel.isWritable()
        && (granted == MqttQoS.AT_MOST_ONCE || inFlight.size() < IN_FLIGHT_MAX);
  }

  @Override
  public void write(DesiredDelivery push) {
    String topic = new TwinTopic.DesiredChanged(push.change().version()).text();
    byte[] body = JsonWriter.bytes(DeviceTwinDocument.of(push.change()));
    Outbound.queue(
        channel.pipeline(),
        granted == MqttQoS.AT_MOST_ONCE
            ? HubPackets.publish(topic, body)
            : HubPackets.publish(topic, body, nextPacketId(push)),
        written -> {
          if (written) {
            push.delivered();
          } else {
            push.missed("the connection broke before it was written");
          }
        });
  }

  private int nextPacketId(DesiredDelivery push) {
    int id = ids.take();
    inFlight.put(id, push);
    return id;
  }

  @Override
  public void flush() {
    channel.pipeline().flush();
  }

  @Override
  public void overflow(String reason) {
    exit.close(reason);
  }
}
