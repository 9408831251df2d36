package io.twinhub.local.frontend.mqtt;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.mqtt.MqttDecoder;
import io.netty.handler.codec.mqtt.MqttEncoder;
import io.netty.handler.flow.FlowControlHandler;
import io.twinhub.local.frontend.mqtt.codec.FrameCheck;
import io.twinhub.local.frontend.mqtt.codec.PacketFrames;
import io.twinhub.local.frontend.mqtt.session.ConnectHandler;
import io.twinhub.local.frontend.mqtt.session.KeptSessions;
import io.twinhub.local.frontend.net.ConnectionSetup;
import io.twinhub.local.frontend.net.SerialExecutor;
import io.twinhub.local.frontend.twin.DeviceServices;

/**
 * MQTT 3.1.1 for devices and modules, over TLS on port 8883 and over the WebSocket sub-protocol
 * {@value #WEB_SOCKET_PROTOCOL} on port 443. One instance serves any number of listeners.
 */
public final class MqttFrontEnd implements ConnectionSetup {
  /** The WebSocket sub-protocol, which clients write in upper or lower case. */
  public static final String WEB_SOCKET_PROTOCOL = "mqtt";

  /** MQTT 3.1 would limit client ids to 23 characters, but it is refused for other reasons. */
  private static final int CLIENT_ID_LENGTH_MAX = PacketFrames.CONNECT_BYTES_MAX;

  private final DeviceServices hub;
  private final KeptSessions sessions = new KeptSessions();

  /** Creates a front end for {@code hub}. */
  public MqttFrontEnd(DeviceServices hub) {
    this.hub = hub;
  }

  /** How many devices and modules are connected. */
  public int connected() {
    return hub.connections().connected();
  }

  /** Adds the MQTT handlers to a pipeline whose bytes are not encrypted at this point. */
  @Override
  public void addHandlers(ChannelPipeline pipeline, SerialExecutor work) {
    FrameCheck check = new FrameCheck();
    pipeline.addLast("mqtt-frames", new PacketFrames(hub.budget()));
    pipeline.addLast("mqtt-check-before", check.before());
    pipeline.addLast(
        "mqtt-decoder", new MqttDecoder(PacketFrames.PACKET_BYTES_MAX, CLIENT_ID_LENGTH_MAX));
    pipeline.addLast("mqtt-check-after", check.after());
    pipeline.addLast("mqtt-encoder", MqttEncoder.INSTANCE);
    // While reading is paused, packets that were already decoded wait here.
    pipeline.addLast("mqtt-flow", new FlowControlHandler());
    pipeline.addLast("mqtt-connect", new ConnectHandler(hub, sessions, pipeline.channel(), work));
  }
}
