package io.twinhub.local.frontend.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.engine.Receiver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that ask the hub itself for its events, as the CLI does. Source: events.md 9. */
class EventRedirectTest {
  private final EventsFixture events = new EventsFixture();

  @AfterEach
  void stop() {
    assertThat(events.hub().mistakes()).isEmpty();
    events.close();
  }

  @ParameterizedTest
  @CsvSource({
    "messages/events, ''",
    "/messages/events/$management, $management",
    "amqps://127.0.0.1/messages/events/$management, $management",
    "Messages/Events/ConsumerGroups/$Default/Partitions/0, ConsumerGroups/$Default/Partitions/0"
  })
  void they_are_sent_to_the_event_hub_at_the_same_host(String address, String rest) {
    Receiver link = events.new Reader(address).attach(1);
    assertThat(events.detached(link)).isEqualTo("amqp:link:redirect: null");
    assertThat(link.getRemoteSource()).isNull();
    Map<?, ?> info = link.getRemoteCondition().getInfo();
    assertThat((Object) info.get(Symbol.valueOf("hostname"))).isEqualTo("127.0.0.1");
    assertThat((Object) info.get(Symbol.valueOf("network-host"))).isEqualTo("127.0.0.1");
    assertThat((Object) info.get(Symbol.valueOf("port"))).isEqualTo(5671);
    assertThat((Object) info.get(Symbol.valueOf("address")))
        .isEqualTo("amqps://127.0.0.1:5671/myhub/" + rest);
    assertThat(info.get(Symbol.valueOf("com.microsoft:tracking-id")))
        .asString()
        .matches("[0-9a-f]{32}-G:0-TimeStamp:.*");
  }

  @Test
  void a_token_for_this_address_is_enough_and_none_is_not() {
    events.peer("part 127.0.0.1/messages/events");
    assertThat(events.detached(events.new Reader("messages/events/$management").attach(1)))
        .startsWith("amqp:link:redirect");
    events.peer(new String[0]);
    assertThat(events.detached(events.new Reader("messages/events/$management").attach(1)))
        .startsWith("amqp:unauthorized-access");
  }
}
