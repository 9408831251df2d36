package io.twinhub.local.frontend.mqtt.session;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.frontend.mqtt.topic.SubscribableTopic;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What clients had subscribed to that connected without a clean session; they find it again when they
 * are back (MQTT 3.1.1, 3.1.2.4). Messages are not kept: a device reads its twin when it is back.
 *
 * <p>The Node.js SDK depends on it: after its first connection it never subscribes to twin topics again,
 * neither when its connection broke nor when it renews its token. Lives in memory, for as long as the hub
 * does. Safe to use from any thread.
 */
public final class KeptSessions {
  /** How many sessions are kept; the one that was used longest ago goes. A hub setting. */
  static final int SESSIONS_MAX = 100_000;

  private final int max;
  private final Map<TwinAddress, Map<SubscribableTopic, MqttQoS>> kept =
      new LinkedHashMap<>(16, 0.75f, true);

  /** Keeps {@value #SESSIONS_MAX} sessions. */
  public KeptSessions() {
    this(SESSIONS_MAX);
  }

  KeptSessions(int max) {
    this.max = max;
  }

  /** What the client comes back to, with the granted QoS; a clean session begins with nothing. */
  synchronized Map<SubscribableTopic, MqttQoS> resume(ConnectRequest request) {
    if (request.cleanSession()) {
      kept.remove(request.address());
    }
    return Map.copyOf(kept.getOrDefault(request.address(), Map.of()));
  }

  /** Notes what the client is subscribed to now, unless its session ends with its connection. */
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
