package io.twinhub.local.frontend.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Modified;
import org.apache.qpid.proton.amqp.transport.Flow;
import org.apache.qpid.proton.engine.Receiver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers that follow each other, and the credit that they give. */
class ReceiversOverAmqpTest {
  private static final TwinAddress DEV1 = TwinAddress.device("dev1");
  private static final String ADDRESS = "/devices/dev1/messages/devicebound";

  private final TestableHub real = new TestableHub();
  private final TestHub hub = new TestHub(real);
  private Peer peer;

  @BeforeEach
  void open() {
    real.register(DEV1);
    peer = Peer.open(hub, "device dev1");
  }

  @AfterEach
  void stop() {
    assertThat(hub.mistakes()).isEmpty();
    real.close();
  }

  private void send(String... bodies) {
    for (String body : bodies) {
      real.hub().messages().send(CloudMessage.to(DEV1).body(body).build());
    }
  }

  private Receiver attach(Peer client, int credit) {
    return client.receiver(client.session(), ADDRESS, Map.of(), credit);
  }

  private Arrived next(Peer client, Receiver link) {
    return real.eventually(client, () -> Arrived.next(link));
  }

  private List<String> bodies(Peer client, Receiver link, int count) {
    List<String> all = new ArrayList<>();
    while (all.size() < count) {
      all.add(next(client, link).body());
    }
    return all;
  }

  @Test
  void a_newer_link_takes_over_and_gets_what_the_older_held() {
    send("1", "2");
    Receiver older = attach(peer, 1);
    Arrived held = next(peer, older);
    Receiver newer = attach(peer, 2);
    assertThat(bodies(peer, newer, 2)).containsExactly("1", "2");
    assertThat(Peer.detachedBecause(older))
        .hasValueSatisfying(
            why -> assertThat(why).startsWith("amqp:link:stolen: 409002 LinkCreationConflict"));
    held.delivery().disposition(Accepted.getInstance());
    peer.settle();
    assertThat(peer.isOpen()).isTrue();
  }

  @Test
  void a_newer_connection_takes_over_and_gets_what_the_older_held() {
    send("1");
    assertThat(next(peer, attach(peer, 1)).body()).isEqualTo("1");
    Peer newer = Peer.open(hub, "device dev1");
    assertThat(next(newer, attach(newer, 1)).body()).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_link_that_is_detached_or_closed_gives_back_what_was_not_settled(boolean closed) {
    send("1", "2");
    Receiver link = attach(peer, 2);
    List<String> held = bodies(peer, link, 2);
    if (closed) {
      link.close();
    } else {
      link.detach();
    }
    peer.settle();
    assertThat(bodies(peer, attach(peer, 2), 2)).isEqualTo(held);
  }

  /** What a link may say is 32 bits without a sign. */
  @ParameterizedTest
  @ValueSource(longs = {2_147_483_647L, 2_147_483_648L, 4_294_967_295L})
  void credit_may_be_as_large_as_amqp_can_say(long credit) {
    send("1", "2");
    Receiver link = attach(peer, 0);
    peer.settle();
    peer.send(Frames.of(peer.lastChannel(), flow(credit))).settle();
    assertThat(bodies(peer, link, 2)).containsExactly("1", "2");
    send("3");
    assertThat(bodies(peer, link, 1)).containsExactly("3");
  }

  private static Flow flow(long credit) {
    Flow flow = new Flow();
    flow.setNextIncomingId(UnsignedInteger.ZERO);
    flow.setIncomingWindow(UnsignedInteger.valueOf(1000));
    flow.setNextOutgoingId(UnsignedInteger.ZERO);
    flow.setOutgoingWindow(UnsignedInteger.valueOf(1000));
    flow.setHandle(UnsignedInteger.ZERO);
    flow.setDeliveryCount(UnsignedInteger.ZERO);
    flow.setLinkCredit(UnsignedInteger.valueOf(credit));
    return flow;
  }

  /** AMQP 1.0, section 2.6.7: messages that are there come before the rest of the credit is gone. */
  @Test
  void a_drain_brings_what_waits_and_uses_up_the_rest() {
    send("1", "2");
    Receiver link = attach(peer, 0);
    link.drain(5);
    assertThat(bodies(peer, link, 2)).containsExactly("1", "2");
    var unused = real.eventually(peer, () -> Optional.of(link).filter(some -> !some.draining()));
    send("3");
    peer.settle();
    assertThat(real.inbox(DEV1)).isPresent();
  }

  @Test
  void what_is_undeliverable_here_is_given_back_and_counted() {
    send("1");
    Arrived arrived = next(peer, attach(peer, 1));
    Modified modified = new Modified();
    modified.setUndeliverableHere(true);
    arrived.delivery().disposition(modified);
    assertThat(real.eventually(peer, arrived::answer)).isEqualTo("Accepted");
    assertThat(real.inbox(DEV1)).isPresent();
  }
}
