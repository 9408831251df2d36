package io.twinhub.local.frontend.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.event.DeviceMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.transport.ReceiverSettleMode;
import org.apache.qpid.proton.amqp.transport.SenderSettleMode;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Readers that take all they can and give nothing back. */
class GreedyReadersTest {
  private final EventsFixture events = new EventsFixture();

  @AfterEach
  void stop() {
    assertThat(events.hub().mistakes()).isEmpty();
    events.close();
  }

  /** The hub settles what is older than the last 2,048 by itself, so that it need not remember it. */
  @Test
  void who_never_settles_goes_on_reading_and_the_hub_forgets() {
    events.sendNumbered(2_100);
    Receiver link = events
        .reader()
        .modes(SenderSettleMode.UNSETTLED, ReceiverSettleMode.FIRST)
        .attach(Integer.MAX_VALUE);
    List<Arrived> all = events.next(link, 2_100);
    assertThat(all).extracting(Arrived::body).startsWith("0", "1").endsWith("2098", "2099");
    events.peer().settle();
    assertThat(all.stream().filter(one -> one.delivery().remotelySettled()).count())
        .isEqualTo(52);
    assertThat(all.get(51).delivery().remotelySettled()).isTrue();
  }

  @Test
  void all_credit_that_there_is_brings_each_event_once() {
    Receiver link = events.reader().attach(Integer.MAX_VALUE);
    for (int i = 0; i < 3; i++) {
      events.sendNumbered(100);
      assertThat(events.bodies(link, 100)).startsWith("0").endsWith("99").doesNotHaveDuplicates();
    }
  }

  /** With all credit and a session window that never opens, events stay in the log. */
  @Test
  void who_opens_no_window_gets_few_and_costs_little() {
    for (int i = 0; i < 40; i++) {
      events.send(DeviceMessage.of(Bytes.of(new byte[100_000])));
    }
    Peer peer = events.peer();
    Session session = peer.session();
    session.setIncomingCapacity(1_000);
    Receiver link = session.receiver("slow");
    Source source = new Source();
    source.setAddress(events.address());
    link.setSource(source);
    link.open();
    link.flow(1_000);
    peer.settle();
    Receiver other = events.reader().attach(40);
    assertThat(events.next(other, 40)).hasSize(40);
    assertThat(peer.isOpen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"$management", "$cbs"})
  void requests_without_credit_for_the_answers_wait_up_to_a_limit(String node) {
    Peer peer = events.peer();
    Session session = peer.session();
    peer.receiver(session, node, Map.of(), 0);
    int rejected = 0;
    for (int links = 0; links < 60; links++) {
      Sender requests = peer.sender(session, node, Map.of());
      peer.settle();
      List<Delivery> sent = new ArrayList<>();
      while (requests.getCredit() > 0) {
        Message request = Message.Factory.create();
        request.setMessageId("1");
        sent.add(Wire.send(requests, request));
      }
      peer.settle();
      rejected += (int) sent.stream()
          .filter(one -> one.getRemoteState() != null
              && Arrived.word(one.getRemoteState())
                  .equals("amqp:resource-limit-exceeded: 1000 answers wait for credit"))
          .count();
      requests.close();
      peer.settle();
      if (!peer.isOpen()) {
        break;
      }
    }
    boolean bounded = rejected > 0 || peer.closedBecause().isPresent();
    assertThat(bounded).isTrue();
  }

  /** A thousand links of one connection, most of which are refused, and the rest is not disturbed. */
  @Test
  void a_thousand_readers_are_refused_one_by_one_and_the_first_go_on() {
    List<Receiver> links = new ArrayList<>();
    Receiver first = events.reader().attach(10);
    for (int i = 0; i < 1_000; i++) {
      links.add(events.reader().attach(1));
    }
    events.peer().settle();
    assertThat(links.stream().filter(link -> link.getRemoteState() == EndpointState.ACTIVE))
        .hasSize(4);
    events.send("still");
    assertThat(events.bodies(first, 1)).containsExactly("still");
    assertThat(events.detached(links.get(999))).startsWith("com.microsoft:quota-exceeded");
  }
}
