package io.twinhub.local.frontend.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.local.frontend.net.ByteBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.transport.Disposition;
import org.apache.qpid.proton.amqp.transport.Role;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.engine.Session;
import org.junit.jupiter.api.Test;

/** Clients that go on and on: sessions, links, pieces of messages. */
class EndlessPeersTest {
  private final TestHub hub = new TestHub();
  private final Peer peer = Peer.open(hub, "device dev1");

  @Test
  void sessions_come_to_the_channel_max() {
    peer.withoutEngine();
    for (int i = 1; i < 1100; i++) {
      peer.send(Frames.of(i, Frames.begin()));
    }
    peer.settle();
    assertThat(peer.isOpen()).isTrue();
    peer.send(Frames.of(1100, Frames.begin())).settle();
    assertThat(peer.isOpen()).isFalse();
  }

  @Test
  void links_come_to_an_end() {
    peer.withoutEngine().send(Frames.of(9, Frames.begin()));
    for (int i = 0; i <= 256; i++) {
      peer.send(Frames.of(9, Frames.attach("link" + i, i)));
    }
    peer.settle();
    assertThat(peer.closedBecause())
        .contains("amqp:resource-limit-exceeded: too many links: a session may have 256, a"
            + " connection 8192");
  }

  @Test
  void attaching_and_detaching_leaves_nothing() {
    Session session = peer.session();
    for (int i = 0; i < 2_000; i++) {
      Sender link = peer.sender(session, "/devices/dev1/messages/events", Map.of());
      peer.settle();
      link.close();
      peer.settle();
      link.free();
    }
    assertThat(peer.isOpen()).isTrue();
    assertThat(hub.connected()).isZero();
  }

  @Test
  void tiny_transfers_come_to_the_size_of_a_message() {
    Sender link = peer.sender(peer.session(), "/devices/dev1/messages/events", Map.of());
    peer.settle();
    byte[] piece = new byte[1024];
    link.delivery(new byte[] {1});
    for (int i = 0; i < 257; i++) {
      link.send(piece, 0, piece.length);
      peer.settle();
    }
    assertThat(Peer.detachedBecause(link))
        .contains("amqp:link:message-size-exceeded: 413001 MessageTooLarge: a message has at most"
            + " 262144 bytes");
    link.send(piece, 0, piece.length);
    link.advance();
    peer.settle();
    assertThat(peer.twin("dev1").get("a")).hasSize(1);
  }

  @Test
  void unfinished_messages_come_to_a_mebibyte() {
    Session session = peer.session();
    byte[] piece = new byte[200 * 1024];
    List<String> kinds = List.of(
        "/devices/dev1/messages/events",
        "/devices/dev1/modules/m/messages/events",
        "$cbs",
        "$cbs",
        "$cbs",
        "$cbs");
    List<Sender> links = new ArrayList<>();
    kinds.forEach(kind -> links.add(peer.sender(session, kind, Map.of())));
    peer.settle();
    for (Sender link : links) {
      link.delivery(new byte[] {1});
      link.send(piece, 0, piece.length);
      peer.settle();
    }
    assertThat(peer.closedBecause())
        .hasValueSatisfying(why -> assertThat(why)
            .isEqualTo("amqp:resource-limit-exceeded: more than 1048576 bytes of unfinished"
                + " messages"));
    assertThat(hub.budget().held()).isZero();
  }

  @Test
  void unfinished_messages_of_a_stranger_come_to_a_few_tokens() {
    Peer stranger = Peer.open(hub);
    Sender link = stranger.sender(stranger.session(), "$cbs", Map.of());
    stranger.settle();
    link.delivery(new byte[] {1});
    byte[] piece = new byte[33 * 1024];
    link.send(piece, 0, piece.length);
    stranger.settle();
    assertThat(stranger.closedBecause())
        .hasValue("amqp:resource-limit-exceeded: more than 16384 bytes of unfinished messages");
  }

  @Test
  void unfinished_messages_need_room_in_the_hub() {
    ByteBudget.Claim others = hub.budget().newClaim();
    assertThat(others.resize(TestHub.BUDGET_BYTES - 20 * 1024)).isTrue();
    Sender link = peer.sender(peer.session(), "/devices/dev1/messages/events", Map.of());
    peer.settle();
    link.delivery(new byte[] {1});
    byte[] piece = new byte[33 * 1024];
    link.send(piece, 0, piece.length);
    peer.settle();
    assertThat(peer.closedBecause())
        .hasValue("amqp:resource-limit-exceeded: the hub is busy with large messages and has no"
            + " room for this one");
  }

  @Test
  void ids_of_a_disposition_cost_nothing() {
    Disposition all = new Disposition();
    all.setRole(Role.RECEIVER);
    all.setFirst(UnsignedInteger.ZERO);
    all.setLast(UnsignedInteger.MAX_VALUE);
    all.setSettled(true);
    peer.withoutEngine()
        .send(Frames.of(9, Frames.begin()))
        .send(Frames.of(9, all))
        .settle();
    assertThat(peer.isOpen()).isTrue();
  }
}
