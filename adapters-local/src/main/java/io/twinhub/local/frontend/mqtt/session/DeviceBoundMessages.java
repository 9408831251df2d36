package io.twinhub.local.frontend.mqtt.session;

import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.twinhub.application.port.MessageFlow;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.local.frontend.mqtt.codec.HubPackets;
import io.twinhub.local.frontend.mqtt.topic.MessageTopic;
import io.twinhub.local.frontend.net.OrderedWork;
import io.twinhub.local.frontend.net.Outbound;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Cloud-to-device messages on their way to the client. With QoS 1 the client's PUBACK completes a message;
 * with QoS 0 sending it does. A message that is not acknowledged is sent again, with a new packet id, when
 * its lock expires, and to the next connection.
 *
 * <p>Methods run on the event loop unless they say otherwise.
 */
final class DeviceBoundMessages {
  /** How many messages may be under way to a client; a hub setting. */
  static final int WINDOW = 10;

  private final Channel channel;
  private final ConnectedClient client;
  private final PacketLine line;
  private final PacketIds ids;
  private final Map<Integer, Held> inFlight = new HashMap<>();
  private volatile MqttQoS granted = MqttQoS.AT_MOST_ONCE;
  private volatile Optional<Taking> taking = Optional.empty();

  DeviceBoundMessages(Channel channel, ConnectedClient client, PacketLine line, PacketIds ids) {
    this.channel = channel;
    this.client = client;
    this.line = line;
    this.ids = ids;
  }

  /** A message that the client has not acknowledged. */
  private record Held(Taking taking, LockToken token) {}

  /** One subscription, from its beginning to its end. */
  private final class Taking {
    private final MessageFlow flow;

    /** How many requested messages are not settled yet. */
    private int underWay;

    private volatile boolean ended;

    Taking() {
      flow = client
          .connection()
          .takeMessages(message ->
              OrderedWork.onLoop(channel, () -> line.add(() -> write(this, message))));
    }

    void requestMore() {
      int more = WINDOW - underWay;
      if (more > 0 && !ended && channel.isWritable()) {
        underWay += more;
        flow.request(more);
      }
    }

    void end() {
      ended = true;
      flow.close();
    }
  }

  /** Takes messages if a QoS is granted, and stops if none is. Runs on the serial executor. */
  void follow(Optional<MqttQoS> qos) {
    qos.ifPresent(given -> granted = given);
    if (qos.isPresent() && taking.isEmpty()) {
      taking = Optional.of(new Taking());
      OrderedWork.onLoop(channel, this::requestMore);
    } else if (qos.isEmpty()) {
      taking.ifPresent(Taking::end);
      taking = Optional.empty();
    }
  }

  /** Requests as many messages as the channel can take. */
  void requestMore() {
    taking.ifPresent(Taking::requestMore);
  }

  private void write(Taking one, QueuedMessage message) {
    if (one.ended) {
      return; // the message has already been released
    }
    Optional<String> topic = MessageTopic.of(client.connection().address(), message.message());
    Held held = new Held(one, message.token());
    if (topic.isEmpty()) {
      noteTooLong(message);
      later(() -> settle(held, Settlement.REJECT));
      return;
    }
    byte[] body = message.message().body().toArray();
    if (granted == MqttQoS.AT_MOST_ONCE) {
      channel.pipeline().write(HubPackets.publish(topic.get(), body)).addListener(written -> {
        if (written.isSuccess()) {
          later(() -> settle(held, Settlement.COMPLETE));
        } else {
          Outbound.close(channel);
        }
      });
    } else {
      int id = ids.take();
      inFlight.put(id, held);
      Outbound.queue(channel.pipeline(), HubPackets.publish(topic.get(), body, id));
    }
  }

  /**
   * Logs a message that is rejected because its topic is too long: no other MQTT connection could take it
   * either, and it would hold up others.
   */
  private void noteTooLong(QueuedMessage message) {
    client
        .exit()
        .refused(
            "cloud-to-device message: rejected, because its properties make a topic of more than %d bytes"
                .formatted(MessageTopic.LENGTH_MAX),
            "number " + message.sequence());
  }

  private void later(Runnable work) {
    if (!client.work().offer(() -> client.exit().attempt(work))) {
      client.exit().close("the hub is too busy, or stopping");
    }
  }

  /** What this PUBACK completes, to be run on the serial executor; empty if the client owed none. */
  Optional<Runnable> acknowledged(int packetId) {
    Optional<Held> held = Optional.ofNullable(inFlight.remove(packetId));
    held.ifPresent(one -> ids.giveBack(packetId));
    return held.map(one -> () -> settle(one, Settlement.COMPLETE));
  }

  /** Runs on the serial executor. An expired lock does no harm: the message is sent again. */
  private void settle(Held held, Settlement settlement) {
    try {
      client.connection().settle(held.token(), settlement);
    } catch (HubException refusal) {
      if (refusal.code() != ErrorCode.DEVICE_MESSAGE_LOCK_LOST) {
        throw refusal;
      }
    } finally {
      OrderedWork.onLoop(channel, () -> {
        held.taking().underWay--;
        held.taking().requestMore();
      });
    }
  }
}
