package io.twinhub.local.frontend.mqtt.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.frontend.mqtt.topic.SubscribableTopic;
import io.twinhub.local.frontend.mqtt.topic.UserName;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How many sessions are kept. */
class KeptSessionsTest {
  private static final Map<SubscribableTopic, MqttQoS> ANSWERS =
      Map.of(SubscribableTopic.TWIN_ANSWERS, MqttQoS.AT_MOST_ONCE);

  private final KeptSessions sessions = new KeptSessions(2);

  private static ConnectRequest of(String id) {
    return new ConnectRequest(
        TwinAddress.device(id),
        UserName.parse("hub.test/" + id + "/?api-version=2021-04-12", id),
        Optional.empty(),
        0,
        false,
        Optional.empty());
  }

  @Test
  void the_one_used_longest_ago_makes_room() {
    sessions.keep(of("a"), ANSWERS);
    sessions.keep(of("b"), ANSWERS);
    assertThat(sessions.resume(of("a"))).isEqualTo(ANSWERS);
    sessions.keep(of("c"), ANSWERS);
    assertThat(sessions.resume(of("b"))).isEmpty();
    assertThat(sessions.resume(of("a"))).isEqualTo(ANSWERS);
    assertThat(sessions.resume(of("c"))).isEqualTo(ANSWERS);
  }
}
