package io.twinhub.local.frontend.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** When links and connections end by themselves, and what the client and the log are told. */
class EndsOverAmqpTest {
  private static final String DENIED =
      "amqp:unauthorized-access: 401003 IotHubUnauthorized: Unauthorized";

  private final TestHub hub = new TestHub();

  @Test
  void a_socket_that_is_closed_without_a_close_is_told_as_what_java_does() {
    Peer java = Peer.open(hub, "device dev1");
    java.twin("dev1");
    java.breakOff();
    assertThat(hub.log())
        .containsExactly(
            "dev1 (embedded): the client closed its socket without an AMQP close, as the"
                + " Java SDK does");
    assertThat(hub.twins().connected()).isEmpty();
  }

  @Nested
  class A_token_that_ends {
    private final Peer peer;
    private final TwinLinks twin;

    A_token_that_ends() {
      hub.end("device dev1", TestHub.NOW.plusSeconds(60));
      peer = Peer.open(hub, "device dev1", "device dev2");
      twin = peer.twin("dev1");
    }

    private void letPass(long seconds) {
      hub.letPass(seconds);
      peer.letPass(seconds);
    }

    @Test
    void takes_its_links_along_and_the_connection_with_the_last() {
      letPass(60);
      assertThat(Peer.detachedBecause(twin.requests())).isEmpty();
      letPass(1);
      assertThat(Peer.detachedBecause(twin.requests())).contains(DENIED);
      assertThat(Peer.detachedBecause(twin.answers())).contains(DENIED);
      assertThat(peer.closedBecause()).contains(DENIED);
      assertThat(hub.twins().connected()).isEmpty();
      assertThat(hub.log())
          .isEqualTo(List.of(
              "dev1 (embedded): the token's field se is past", "dev1 (embedded): " + DENIED));
    }

    @Test
    void takes_its_links_along_when_the_clock_jumps() {
      hub.letPass(86_400);
      peer.letPass(2);
      assertThat(Peer.detachedBecause(twin.requests())).contains(DENIED);
      assertThat(peer.closedBecause()).contains(DENIED);
    }

    @Test
    void leaves_other_devices_alone() {
      TwinLinks other = peer.twin("dev2");
      letPass(61);
      assertThat(Peer.detachedBecause(twin.requests())).contains(DENIED);
      assertThat(other.get("a")).hasSize(1);
      assertThat(peer.isOpen()).isTrue();
    }

    @Test
    void may_be_renewed_on_the_open_connection_as_often_as_it_likes() {
      for (int i = 0; i < 3; i++) {
        letPass(50);
        hub.end("device dev1", TestHub.NOW.plusSeconds(60 + 50 * (i + 1)));
        assertThat(peer.putToken("device dev1")).isEqualTo("200 OK");
      }
      assertThat(twin.get("a")).hasSize(1);
      assertThat(hub.log()).isEmpty();
      letPass(61);
      assertThat(Peer.detachedBecause(twin.requests())).contains(DENIED);
    }
  }

  @Nested
  class Patience {
    @Test
    void ends_before_open_after_thirty_seconds() {
      Peer peer = new Peer(hub);
      peer.send(new byte[] {'A', 'M', 'Q', 'P', 0, 1, 0, 0});
      peer.letPassSilently(29);
      assertThat(hub.log()).isEmpty();
      peer.letPassSilently(1);
      assertThat(hub.log())
          .containsExactly(
              "a client before its first token or link (embedded): no open within 30" + " seconds");
    }

    @Test
    void ends_before_the_first_proof_after_a_minute() {
      Peer peer = Peer.open(hub);
      peer.putToken("wrong");
      peer.letPass(60);
      assertThat(peer.closedBecause())
          .contains("amqp:unauthorized-access: no token and no link within 60 seconds");
    }

    @Test
    void has_no_end_afterwards() {
      Peer peer = Peer.open(hub, "device dev1");
      peer.twin("dev1");
      peer.letPass(61);
      assertThat(peer.isOpen()).isTrue();
    }

    @Test
    void ends_with_a_client_that_is_silent_for_four_minutes() {
      Peer peer = Peer.open(hub, "device dev1");
      for (int seconds = 0; seconds < 240; seconds += 30) {
        assertThat(peer.isOpen()).isTrue();
        peer.letPass(30);
      }
      peer.letPass(30);
      assertThat(peer.closedBecause())
          .hasValueSatisfying(why -> assertThat(why).startsWith("amqp:resource-limit-exceeded"));
    }

    @Test
    void of_the_client_is_kept_by_empty_frames() {
      Peer peer = new Peer(hub, transport -> transport.setIdleTimeout(60_000)).begin();
      peer.receivedHex();
      StringBuilder sent = new StringBuilder();
      for (int second = 0; second < 30; second++) {
        peer.letPassSilently(1);
        sent.append(peer.receivedHex());
      }
      assertThat(sent.toString()).isNotEmpty().matches("(0000000802000000)+");
      assertThat(peer.transport().getRemoteIdleTimeout()).isEqualTo(120_000);
    }
  }

  @Test
  void a_client_that_closes_is_answered_and_forgotten() {
    Peer peer = Peer.open(hub, "device dev1");
    peer.twin("dev1");
    peer.connection().close();
    peer.settle();
    assertThat(peer.isOpen()).isFalse();
    assertThat(peer.closedBecause()).isEmpty();
    assertThat(hub.twins().connected()).isEmpty();
    assertThat(hub.log()).containsExactly("dev1 (embedded): the client closed the connection");
  }

  @Test
  void a_client_that_breaks_off_is_forgotten() {
    Peer peer = Peer.open(hub, "device dev1");
    peer.twin("dev1").subscribe("a");
    peer.breakOff();
    assertThat(hub.twins().connected()).isEmpty();
    assertThat(hub.twins().watchers()).isZero();
    assertThat(hub.connected()).isZero();
  }
}
