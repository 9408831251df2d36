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
 * Direct method calls on their way to the client. They always have QoS 0, whatever was granted: the .NET
 * client acknowledges two simultaneous calls out of order and then drops the connection.
 */
final class MethodCalls {
  /**
   * How many calls may wait for a client that reads slowly; a hub setting. Further calls are lost, and their
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

  /** Takes calls while they are {@code wanted}; repeating that has no effect. Runs on the serial executor. */
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
