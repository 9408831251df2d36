package io.twinhub.local.frontend.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.UnsignedShort;
import org.apache.qpid.proton.amqp.transport.Attach;
import org.apache.qpid.proton.amqp.transport.Begin;
import org.apache.qpid.proton.amqp.transport.Detach;
import org.apache.qpid.proton.amqp.transport.Flow;
import org.apache.qpid.proton.amqp.transport.FrameBody;
import org.apache.qpid.proton.amqp.transport.Open;
import org.apache.qpid.proton.amqp.transport.Role;
import org.apache.qpid.proton.amqp.transport.Transfer;
import org.apache.qpid.proton.engine.Sender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that break rules: what they are told, that nothing is left of them, and that a neighbour does not notice. */
class HostilePeersTest {
  private static final String STRANGER = "a client before its first token or link (embedded): ";
  private static final int SASL_FRAME_TOO_LARGE = 4_097;
  private static final UnsignedInteger MANY = UnsignedInteger.MAX_VALUE;

  private final TestHub hub = new TestHub();
  private final Peer neighbour = Peer.open(hub, "device neighbour");
  private final TwinLinks unharmed = neighbour.twin("neighbour");

  @AfterEach
  void the_neighbour_is_unharmed() {
    hub.workers().resume();
    assertThat(unharmed.get("still here")).hasSize(1);
    assertThat(hub.log()).noneMatch(line -> line.contains("an error of the hub"));
  }

  @Nested
  class The_first_bytes {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "474554202f20485454502f312e310d0a", // an HTTP request
          "16030100a5010000a103030000000000", // a TLS greeting
          "0000000000000000",
          "ffffffffffffffff",
          "00000010020000000000000000000000"
        })
    void that_are_no_header_end_the_connection(String hex) {
      Peer peer = new Peer(hub).send(HexFormat.of().parseHex(hex));
      assertThat(hub.log())
          .containsExactly(
              STRANGER + "amqp:connection:framing-error: the first bytes are not an AMQP header");
      assertThat(peer.leakedBytes()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "414d515000020000", // version 2
          "414d515002010000", // TLS inside of TLS
          "414d515003010000414d515003010000", // SASL twice
          "414d515000010000414d515000010000", // AMQP twice
          "414d515003010000000000100201000000000000ffffffff" // SASL, then nonsense
        })
    void of_another_protocol_end_the_connection(String hex) {
      Peer peer = new Peer(hub).send(HexFormat.of().parseHex(hex));
      assertThat(hub.log()).singleElement().asString().startsWith(STRANGER + "amqp:");
      assertThat(peer.leakedBytes()).isZero();
    }
  }

  @Nested
  class A_SASL_layer_that_is_not_one {
    @ParameterizedTest
    @CsvSource(textBlock = """
            414d515003010100, SASL header 414d515003010100; the hub speaks version 1.0.0
            414d515003010000 414d515000010000, a header of AMQP before SASL has ended
            414d515003010000 0000000c02000000 00531045, a frame of AMQP before SASL has ended
            414d515003010000 0000001002010000 005344c003015000, a SASL frame other than sasl-init
            414d515003010000 0000000c02010000 00534145, a SASL frame that cannot be understood
            414d515003010000 0000000802010000, a SASL frame that cannot be understood
            """)
    void is_refused_with_its_reason(String hex, String reason) {
      Peer peer = new Peer(hub).send(HexFormat.of().parseHex(hex.replace(" ", "")));
      assertThat(hub.log()).containsExactly(STRANGER + "amqp:connection:framing-error: " + reason);
      assertThat(peer.leakedBytes()).isZero();
    }

    @Test
    void is_refused_if_its_frame_is_too_large() {
      byte[] frame = new byte[SASL_FRAME_TOO_LARGE];
      ByteBuffer.wrap(frame)
          .putInt(frame.length)
          .putInt(0x02010000)
          .putInt(0x005341B0)
          .putInt(frame.length - 16);
      Peer peer = new Peer(hub).send(Frames.SASL_HEADER).send(frame);
      assertThat(hub.log())
          .containsExactly(STRANGER
              + "amqp:connection:framing-error: SASL frame of 4097 bytes; the limit is 4096");
      assertThat(peer.leakedBytes()).isZero();
    }
  }

  @Nested
  class Frames_that_may_not_be {
    private final Peer peer = Peer.open(hub, "device dev1");

    private void assertClosed(byte[] bytes, String condition) {
      peer.withoutEngine().send(bytes).settle();
      assertThat(peer.closedBecause()).contains(condition);
      assertThat(hub.log()).last().asString().endsWith(condition);
      assertThat(hub.twins().connected()).containsExactly("neighbour");
      assertThat(peer.leakedBytes()).isZero();
    }

    private void assertClosed(FrameBody body, String condition) {
      assertClosed(Frames.of(0, body), condition);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "00000007 | frame of 7 bytes; 8 to 16384 are allowed",
          "00004001 | frame of 16385 bytes; 8 to 16384 are allowed",
          "ffffffff | frame of 4294967295 bytes; 8 to 16384 are allowed",
          "0000000801000000 | frame of 8 bytes with its body at 4",
          "0000000803000000 | frame of 8 bytes with its body at 12",
          "000000090200000040 | a frame or section does not begin with a described type",
          "000000090200000000 | a value ends before it is complete",
          "0000000a0200000000ff | unknown type code 0xff",
        })
    void by_their_bytes(String hex, String reason) {
      assertClosed(HexFormat.of().parseHex(hex), "amqp:connection:framing-error: " + reason);
    }

    @Test
    void by_their_depth() {
      assertClosed(
          Frames.raw(0, new byte[10_000]),
          "amqp:connection:framing-error: values are nested more than 24 deep");
    }

    @Test
    void by_more_symbols_than_any_client_uses() {
      Map<Symbol, Object> properties = new HashMap<>();
      for (int i = 0; i < 250; i++) {
        properties.put(Symbol.valueOf("new-" + i), i);
      }
      Begin begin = Frames.begin();
      begin.setProperties(properties);
      assertClosed(
          Frames.of(7, begin),
          "amqp:connection:framing-error: more than 200 symbols that no client uses");
    }

    @Test
    void a_second_open() {
      Open open = new Open();
      open.setContainerId("");
      assertClosed(open, "amqp:not-allowed: a second open");
    }

    @Test
    void a_session_on_a_channel_that_is_too_high_or_in_use() {
      assertClosed(
          Frames.of(1100, Frames.begin()),
          "amqp:connection:framing-error: begin on channel 1100; channel-max is 1099");
    }

    @Test
    void a_session_twice() {
      assertClosed(
          Frames.join(Frames.of(9, Frames.begin()), Frames.of(9, Frames.begin())),
          "amqp:not-allowed: begin on channel 9, which is in use");
    }

    @Test
    void an_answer_to_a_session_that_nobody_began() {
      Begin begin = Frames.begin();
      begin.setRemoteChannel(UnsignedShort.valueOf((short) 3));
      assertClosed(begin, "amqp:not-allowed: begin answers a session that the hub never began");
    }

    @Test
    void a_frame_where_no_session_is() {
      assertClosed(
          Frames.of(77, Frames.attach("a", 0)),
          "amqp:not-allowed: a frame on channel 77, on which no session has begun");
    }

    @Test
    void a_handle_twice() {
      assertClosed(
          Frames.join(
              Frames.of(9, Frames.begin()),
              Frames.of(9, Frames.attach("a", 0)),
              Frames.of(9, Frames.attach("b", 0))),
          "amqp:session:handle-in-use: attach on handle 0, which is in use");
    }

    @Test
    void a_link_name_twice() {
      assertClosed(
          Frames.join(
              Frames.of(9, Frames.begin()),
              Frames.of(9, Frames.attach("a", 0)),
              Frames.of(9, Frames.attach("a", 1))),
          "amqp:not-allowed: attach of a link name that is in use");
    }

    @Test
    void a_link_name_without_end() {
      assertClosed(
          Frames.join(
              Frames.of(9, Frames.begin()), Frames.of(9, Frames.attach("x".repeat(1025), 0))),
          "amqp:resource-limit-exceeded: a link name of 1025 characters; the limit is 1024");
    }

    @Test
    void a_message_a_flow_or_an_end_where_no_link_is() {
      Flow flow = Frames.flow(UnsignedInteger.valueOf(4));
      assertClosed(
          Frames.join(Frames.of(9, Frames.begin()), Frames.of(9, flow)),
          "amqp:session:unattached-handle: a frame for handle 4, to which no link is attached");
    }

    @Test
    void a_message_where_no_link_is() {
      assertClosed(
          Frames.join(Frames.of(9, Frames.begin()), Frames.of(9, Frames.transfer(5, 0, false))),
          "amqp:session:unattached-handle: a frame for handle 5, to which no link is attached");
    }

    @Test
    void the_end_of_a_link_that_is_not_there() {
      Detach detach = new Detach();
      detach.setHandle(UnsignedInteger.ONE);
      assertClosed(
          Frames.join(Frames.of(9, Frames.begin()), Frames.of(9, detach)),
          "amqp:session:unattached-handle: a frame for handle 1, to which no link is attached");
    }

    @Test
    void a_message_against_the_direction_of_its_link() {
      Attach attach = Frames.attach("a", 0);
      attach.setRole(Role.RECEIVER);
      assertClosed(
          Frames.join(
              Frames.of(9, Frames.begin()),
              Frames.of(9, attach),
              Frames.of(9, Frames.transfer(0, 0, false))),
          "amqp:not-allowed: a transfer on a link to the client");
    }

    @Test
    void a_message_without_a_number() {
      Transfer transfer = new Transfer();
      transfer.setHandle(UnsignedInteger.ZERO);
      peer.withoutEngine();
      peer.send(Frames.join(
          Frames.of(9, Frames.begin()),
          Frames.of(9, Frames.attach("a", 0)),
          Frames.of(9, transfer)));
      peer.settle();
      assertThat(peer.closedBecause())
          .contains("amqp:decode-error: a frame that cannot be understood");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "005373c0050240a10161", // properties whose user id is a text
        "005372a10161", // message annotations that are a text
        "005375a10161" // data that are a text
      })
  void a_message_of_wrong_types_is_told_in_our_words(String hex) {
    Peer peer = Peer.open(hub, "device dev1");
    byte[] message = HexFormat.of().parseHex(hex);
    Sender link = peer.twin("dev1").requests();
    Wire.send(link, message, message.length);
    peer.settle();
    assertThat(Peer.detachedBecause(link))
        .contains("amqp:decode-error: bytes that are not a message");
  }

  @Nested
  class An_open {
    private String refusal(Open open) {
      Peer peer = new Peer(hub);
      peer.send(Frames.AMQP_HEADER).send(Frames.of(0, open));
      assertThat(peer.receivedHex())
          .contains(HexFormat.of().formatHex("amqp:".getBytes(StandardCharsets.UTF_8)));
      return hub.log().get(hub.log().size() - 1);
    }

    @Test
    void with_frames_that_are_too_small_is_refused() {
      Open open = new Open();
      open.setContainerId("");
      open.setMaxFrameSize(UnsignedInteger.ONE);
      assertThat(refusal(open))
          .isEqualTo(STRANGER + "amqp:not-allowed: max-frame-size 1; the minimum is 512");
    }

    @Test
    void that_wants_an_empty_frame_each_millisecond_is_refused() {
      Open open = new Open();
      open.setContainerId("");
      open.setIdleTimeOut(UnsignedInteger.ONE);
      assertThat(refusal(open))
          .isEqualTo(STRANGER + "amqp:not-allowed: idle-time-out of 1 ms; the minimum is 1000");
    }

    @Test
    void that_waits_for_ever_gets_no_flood_of_empty_frames() {
      Open open = new Open();
      open.setContainerId("");
      open.setIdleTimeOut(MANY);
      Peer peer = new Peer(hub);
      peer.send(Frames.AMQP_HEADER).send(Frames.of(0, open));
      peer.receivedHex();
      peer.letPassSilently(20);
      assertThat(peer.receivedHex()).isEmpty();
    }
  }
}
