package io.twinhub.local.frontend.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.qpid.proton.engine.Link;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The port without TLS, which is for readers of events alone. */
class EventsOnlyPortTest {
  private final EventsFixture events = new EventsFixture();

  @AfterEach
  void stop() {
    assertThat(events.hub().mistakes()).isEmpty();
    events.close();
  }

  private Peer open(String token) {
    Peer peer =
        new Peer(events.hub(), events.hub().frontEnd().eventsOnly(), transport -> {}).begin();
    assertThat(peer.putToken(token)).isEqualTo("200 OK");
    return peer;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/devices/dev1/twin",
        "/devices/dev1/messages/events",
        "/devices/dev1/methods/devicebound",
        "/messages/devicebound",
        "messages/serviceBound/feedback"
      })
  void it_has_no_links_of_devices_and_of_the_service(String address) {
    Peer peer = open("policy all");
    Link link = peer.sender(peer.session(), address, Map.of());
    peer.settle();
    assertThat(Peer.detachedBecause(link))
        .contains("amqp:not-found: 404000 NotFound: there is no address '%s'".formatted(address));
  }

  @ParameterizedTest
  @ValueSource(strings = {"$management", "partition"})
  void readers_are_served(String address) {
    Peer peer = open("policy all");
    String source = address.equals("partition") ? events.address() : address;
    Link link = peer.receiver(peer.session(), source, Map.of());
    peer.settle();
    assertThat(Peer.detachedBecause(link)).isEmpty();
    assertThat(link.getRemoteSource()).isNotNull();
  }
}
