package io.twinhub.local.frontend.mqtt.session;

import io.netty.channel.Channel;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.Version;
import io.twinhub.local.frontend.mqtt.codec.HubPackets;
import io.twinhub.local.frontend.mqtt.topic.TwinTopic;
import io.twinhub.local.frontend.net.Outbound;
import io.twinhub.local.json.JsonText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Writes of the desired properties on their way to the client, in order and bounded.
 *
 * <p>A push must not overtake the answer to a read that does not know of it yet: the client would see
 * its twin go back in time. So whoever reads the twin {@linkplain #hold holds} the pushes first. When
 * the answer is there, those that it includes are written before it, the others after it.
 */
final class DesiredPushes {
  /** How many pushes wait for a client that does not take them; a hub setting. */
  static final int WAITING_MAX = 256;

  /** How many pushes with QoS 1 are under way without a PUBACK; a hub setting. */
  static final int IN_FLIGHT_MAX = 16;

  private static final int PACKET_ID_MAX = 0xFFFF;

  private final Channel channel;
  private final ExitDoor exit;

  /** Guarded by this, as are the four fields below: changes come on a thread of the hub. */
  private final Deque<DesiredChange> waiting = new ArrayDeque<>();

  private boolean wanted;
  private boolean drainDue;
  private int holds;
  private MqttQoS granted = MqttQoS.AT_MOST_ONCE;

  /** On the event loop only, as is the field below. */
  private final Set<Integer> inFlight = new HashSet<>();

  private int lastPacketId;

  DesiredPushes(Channel channel, ExitDoor exit) {
    this.channel = channel;
    this.exit = exit;
  }

  /** Begins, or goes on with another QoS. Any thread. */
  synchronized void start(MqttQoS qos) {
    wanted = true;
    granted = qos;
  }

  /** Ends; what waits is dropped. Any thread. */
  synchronized void stop() {
    wanted = false;
    waiting.clear();
  }

  /** Takes one write of the desired properties. Any thread; returns at once. */
  void offer(DesiredChange change) {
    boolean full;
    synchronized (this) {
      full = waiting.size() == WAITING_MAX;
      if (!wanted || (!full && !enqueue(change))) {
        return;
      }
    }
    if (full) {
      exit.close(
          "the client takes desired properties too slowly: %d writes wait".formatted(WAITING_MAX));
    } else {
      Turns.onLoop(channel, this::drain);
    }
  }

  /** Queues {@code change}; tells whether the event loop must be woken. */
  private boolean enqueue(DesiredChange change) {
    waiting.add(change);
    boolean wake = !drainDue;
    drainDue = true;
    return wake;
  }

  /** Lets nothing pass until {@link #release}; holds add up. Any thread. */
  synchronized void hold() {
    holds++;
  }

  /** Writes, without flushing, what an answer that knows {@code version} includes. Event loop. */
  void writeUpTo(Version version) {
    write(change -> !change.version().isAfter(version));
  }

  /** Takes one hold back; writes, without flushing, what may pass now. Event loop. */
  void release() {
    synchronized (this) {
      holds--;
    }
    write(change -> isFree());
  }

  /** Writes what may pass now. Event loop. */
  void drain() {
    synchronized (this) {
      drainDue = false;
    }
    if (write(change -> isFree())) {
      channel.pipeline().flush();
    }
  }

  /** Notes the client's PUBACK. Event loop. */
  void acknowledged(int packetId) {
    if (inFlight.remove(packetId)) {
      drain();
    }
  }

  private synchronized boolean isFree() {
    return holds == 0;
  }

  private boolean write(Predicate<DesiredChange> may) {
    boolean wrote = false;
    for (Optional<MqttMessage> next = next(may); next.isPresent(); next = next(may)) {
      Outbound.queue(channel.pipeline(), next.get());
      wrote = true;
    }
    return wrote;
  }

  private synchronized Optional<MqttMessage> next(Predicate<DesiredChange> may) {
    DesiredChange first = waiting.peek();
    boolean reliable = granted == MqttQoS.AT_LEAST_ONCE;
    if (first == null
        || !channel.isWritable()
        || (reliable && inFlight.size() == IN_FLIGHT_MAX)
        || !may.test(first)) {
      return Optional.empty();
    }
    waiting.remove();
    String topic = new TwinTopic.DesiredChanged(first.version()).text();
    byte[] body = JsonText.bytes(first.document());
    return Optional.of(
        reliable
            ? HubPackets.publish(topic, body, nextPacketId())
            : HubPackets.publish(topic, body));
  }

  private int nextPacketId() {
    do {
      lastPacketId = lastPacketId % PACKET_ID_MAX + 1;
    } while (!inFlight.add(lastPacketId));
    return lastPacketId;
  }
}
