package io.twinhub.local.frontend.mqtt.session;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.frontend.mqtt.topic.SubscribableTopic;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The subscriptions of clients that connected without a clean session, which are restored when they reconnect
 * (MQTT 3.1.1, 3.1.2.4). Messages are not kept: a device reads its twin when it reconnects.
 *
 * <p>The Node.js SDK depends on this: after its first connection it never subscribes to twin topics again,
 * neither after a lost connection nor when it renews its token. Sessions are kept in memory for as long as
 * the hub runs. Safe to use from any thread.
 */
public final class KeptSessions {
  /** How many sessions are kept; beyond that the least recently used one is dropped. A hub setting. */
  static final int SESSIONS_MAX = 100_000;

  private final int max;
  private final Map<TwinAddress, Map<SubscribableTopic, MqttQoS>> kept =
      new LinkedHashMap<>(16, 0.75f, true);

  /** Creates a store for {@value #SESSIONS_MAX} sessions. */
  public KeptSessions() {
    this(SESSIONS_MAX);
  }

  KeptSessions(int max) {
    this.max = max;
  }

  /** The client's earlier subscriptions with the granted QoS; a clean session begins with none. */
  synchronized Map<SubscribableTopic, MqttQoS> resume(ConnectRequest request) {
    if (request.cleanSession()) {
      kept.remove(request.address());
    }
    return Map.copyOf(kept.getOrDefault(request.address(), Map.of()));
  }

  /** Records the client's current subscriptions, unless its session ends with its connection. */
  synchronized void keep(ConnectRequest request, Map<SubscribableTopic, MqttQoS> subscribed) {
    if (request.cleanSession()) {
      return;
    }
    if (subscribed.isEmpty()) {
      kept.remove(request.address());
      return;
    }
    kept.put(request.address(), new EnumMap<>(subscribed));
    if (kept.size() > max) {
      kept.remove(kept.keySet().iterator().next());
    }
  }
}
