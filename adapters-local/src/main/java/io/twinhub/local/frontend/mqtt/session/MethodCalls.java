package io.twinhub.local.frontend.mqtt.session;

import io.netty.channel.Channel;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.Subscription;
import io.twinhub.domain.message.method.MethodRequest;
import io.twinhub.local.frontend.mqtt.codec.HubPackets;
import io.twinhub.local.frontend.mqtt.topic.TwinTopic;
import io.twinhub.local.frontend.net.OrderedWork;
import io.twinhub.local.frontend.net.Outbound;
import java.util.Optional;

/**
 * Calls of direct methods on their way to the client. Always with QoS 0, whatever was granted: the .NET
 * client acknowledges two at once out of order, and then breaks the connection.
 */
final class MethodCalls {
  /**
   * How many calls wait for a client that reads slowly; a hub setting. Those beyond are lost, and their
   * callers are told that no answer came.
   */
  static final int WAITING_MAX = 256;

  private final Channel channel;
  private final DeviceConnection connection;
  private final PacketLine line;
  private Optional<Subscription> taking = Optional.empty();

  MethodCalls(Channel channel, DeviceConnection connection, PacketLine line) {
    this.channel = channel;
    this.connection = connection;
    this.line = line;
  }

  /** Takes calls if they are {@code wanted}, once however often that is said. On the serial executor. */
  void follow(boolean wanted) {
    if (wanted && taking.isEmpty()) {
      taking =
          Optional.of(connection.takeCalls(call -> OrderedWork.onLoop(channel, () -> offer(call))));
    } else if (!wanted) {
      taking.ifPresent(Subscription::close);
      taking = Optional.empty();
    }
  }

  private void offer(MethodRequest call) {
    if (line.size() < WAITING_MAX) {
      line.add(() -> write(call));
    }
  }

  private void write(MethodRequest call) {
    String topic = new TwinTopic.MethodCalled(call.name(), call.id()).text();
    Outbound.queue(
        channel.pipeline(), HubPackets.publish(topic, call.payload().json().toArray()));
  }
}
