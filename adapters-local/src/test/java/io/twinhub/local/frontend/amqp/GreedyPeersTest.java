package io.twinhub.local.frontend.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelOutboundBuffer;
import java.util.Map;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.amqp.transport.Flow;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Clients that ask and do not take: what waits for them is bounded, and others are served. */
class GreedyPeersTest {
  private final TestHub hub = new TestHub();

  @Nested
  class Without_credit {
    private final Peer peer = Peer.open(hub, "device dev1", "device dev2");
    private final TwinLinks other = peer.twin("dev2");

    private TwinLinks poor(String device) {
      Map<String, String> properties = Map.of("com.microsoft:channel-correlation-id", "twin:poor");
      Session session = peer.session();
      Sender requests = peer.sender(session, "/devices/" + device + "/twin", properties);
      Receiver answers = peer.receiver(session, "/devices/" + device + "/twin", properties, 0);
      peer.settle();
      return new TwinLinks(peer, requests, answers);
    }

    @Test
    void requests_come_to_the_credit_of_their_link() {
      TwinLinks links = poor("dev1");
      for (int i = 0; i < 100; i++) {
        links.ask("a" + i, "GET", "", "");
        peer.settle();
      }
      assertThat(links.requests().getCredit()).isEqualTo(-68);
      links.answers().flow(100);
      assertThat(links.received()).hasSizeGreaterThanOrEqualTo(32);
      assertThat(links.received()).hasSize(0);
      assertThat(other.get("a")).hasSize(1);
    }

    @Test
    void messages_beyond_the_credit_end_the_link() {
      TwinLinks links = poor("dev1");
      Message get = Message.Factory.create();
      get.setCorrelationId("a");
      get.setMessageAnnotations(new MessageAnnotations(Map.of(Symbol.valueOf("operation"), "GET")));
      byte[] message = Frames.join(
          Frames.encoded(get.getMessageAnnotations()), Frames.encoded(get.getProperties()));
      for (int i = 0; i < 33; i++) {
        peer.send(Frames.of(peer.lastChannel(), Frames.transfer(0, i, false), message));
      }
      peer.settle();
      assertThat(Peer.detachedBecause(links.requests()))
          .contains("amqp:link:transfer-limit-exceeded: more messages than the 32 of the credit");
      assertThat(other.get("a")).hasSize(1);
    }

    @Test
    void answers_come_to_a_mebibyte() {
      String large = "x".repeat(4_000);
      for (int i = 0; i < 15; i++) {
        hub.twins().write("{\"p%d\":\"%s\"}".formatted(i, large));
      }
      TwinLinks links = poor("dev1");
      for (int i = 0; i < 30; i++) {
        links.ask("a" + i, "GET", "", "");
        peer.settle();
      }
      assertThat(Peer.detachedBecause(links.answers()))
          .contains("amqp:resource-limit-exceeded: 1048576 bytes of answers wait for credit");
      assertThat(other.get("a")).hasSize(1);
    }

    @Test
    void notifications_come_to_256() {
      TwinLinks links = poor("dev1");
      links.ask("s", "PUT", "/notifications/twin/properties/desired", "");
      peer.settle();
      for (int i = 0; i < 257; i++) {
        hub.twins().write("{\"a\":%d}".formatted(i));
      }
      peer.settle();
      assertThat(Peer.detachedBecause(links.answers()))
          .contains("amqp:resource-limit-exceeded: the client takes desired properties too slowly:"
              + " 256 writes wait");
      assertThat(other.get("a")).hasSize(1);
      assertThat(hub.twins().watchers()).isZero();
    }

    private static Flow closedWindow() {
      Flow flow = new Flow();
      flow.setNextIncomingId(UnsignedInteger.ONE);
      flow.setIncomingWindow(UnsignedInteger.ZERO);
      flow.setNextOutgoingId(UnsignedInteger.ONE);
      flow.setOutgoingWindow(UnsignedInteger.MAX_VALUE);
      return flow;
    }

    @Test
    void windows_that_are_closed_hold_a_few_messages() {
      TwinLinks links = peer.twin("dev1");
      peer.send(Frames.of(peer.lastChannel(), closedWindow()));
      String large = "x".repeat(4_000);
      for (int i = 0; i < 15; i++) {
        hub.twins().write("{\"p%d\":\"%s\"}".formatted(i, large));
      }
      for (int i = 0; i < 30; i++) {
        links.ask("a" + i, "GET", "", "");
        peer.settle();
      }
      assertThat(links.received()).isEmpty();
      assertThat(Peer.detachedBecause(links.answers())).isEmpty();
      assertThat(other.get("a")).hasSize(1);
    }
  }

  @Test
  void a_client_that_does_not_read_is_closed_after_twenty_seconds() {
    Peer peer = Peer.open(hub, "device dev1");
    peer.twin("dev1");
    ChannelOutboundBuffer buffer = peer.channel().unsafe().outboundBuffer();
    buffer.setUserDefinedWritability(1, false);
    peer.channel().runPendingTasks();
    peer.letPassSilently(19);
    assertThat(hub.log()).isEmpty();
    peer.letPassSilently(1);
    assertThat(hub.log())
        .containsExactly(
            "dev1 (embedded): the client reads too slowly: 65536 bytes are waiting, and none was"
                + " taken for 20 seconds");
    assertThat(peer.channel().isOpen()).isFalse();
  }

  @Test
  void a_client_that_asks_faster_than_it_is_served_is_not_read_from() {
    Peer peer = Peer.open(hub, "device dev1");
    TwinLinks twin = peer.twin("dev1");
    hub.workers().pause();
    for (int i = 0; i < 20; i++) {
      twin.ask("a" + i, "GET", "", "");
    }
    peer.settle();
    assertThat(peer.channel().config().isAutoRead()).isFalse();
    hub.workers().resume();
    peer.settle();
    assertThat(twin.received()).hasSize(20);
    assertThat(peer.channel().config().isAutoRead()).isTrue();
  }
}
