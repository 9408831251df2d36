package io.twinhub.local.frontend.mqtt.session;

import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.twinhub.domain.document.DeviceTwinDocument;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.local.frontend.mqtt.codec.HubPackets;
import io.twinhub.local.frontend.mqtt.topic.TwinTopic;
import io.twinhub.local.frontend.net.ExitDoor;
import io.twinhub.local.frontend.net.Outbound;
import io.twinhub.local.frontend.twin.DesiredPushes;
import java.util.HashSet;
import java.util.Set;

/** Publishes writes of the desired properties, with the QoS that was granted. Used on the event loop. */
final class PushOutlet implements DesiredPushes.Outlet {
  /** How many pushes with QoS 1 may await their PUBACK; a hub setting. */
  static final int IN_FLIGHT_MAX = 16;

  private final Channel channel;
  private final ExitDoor exit;
  private final PacketIds ids;
  private final Set<Integer> inFlight = new HashSet<>();
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
    return inFlight.remove(packetId) && ids.giveBack(packetId);
  }

  @Override
  public boolean isReady() {
    return channel.isWritable()
        && (granted == MqttQoS.AT_MOST_ONCE || inFlight.size() < IN_FLIGHT_MAX);
  }

  @Override
  public void write(DesiredChange change) {
    String topic = new TwinTopic.DesiredChanged(change.version()).text();
    byte[] body = JsonWriter.bytes(DeviceTwinDocument.of(change));
    Outbound.queue(
        channel.pipeline(),
        granted == MqttQoS.AT_MOST_ONCE
            ? HubPackets.publish(topic, body)
            : HubPackets.publish(topic, body, nextPacketId()));
  }

  private int nextPacketId() {
    int id = ids.take();
    inFlight.add(id);
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
