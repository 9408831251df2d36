package io.twinhub.local.frontend.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.apache.qpid.proton.amqp.transport.Disposition;
import org.apache.qpid.proton.amqp.transport.Flow;
import org.apache.qpid.proton.amqp.transport.FrameBody;
import org.apache.qpid.proton.amqp.transport.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A frame that brings no answer brings an empty frame, at once: Java's client renews its credit after each
 * answer, and its kernel sends the next request only when that is acknowledged.
 */
class PromptSignTest {
  private static final String EMPTY = "0000000802000000";

  private final TestHub hub = new TestHub();
  private final Peer peer = attached();

  /** Channel 0 has {@code $cbs}, channel 1 a twin. */
  private Peer attached() {
    Peer attached = Peer.open(hub, "device dev1");
    attached.twin("dev1").subscribe("s");
    return attached.withoutEngine();
  }

  private static Flow credit() {
    Flow flow = Frames.flow(UnsignedInteger.ONE);
    flow.setDeliveryCount(UnsignedInteger.ONE);
    flow.setLinkCredit(UnsignedInteger.valueOf(1024));
    return flow;
  }

  private static Flow window() {
    Flow flow = credit();
    flow.setHandle(null);
    flow.setDeliveryCount(null);
    flow.setLinkCredit(null);
    return flow;
  }

  private static Disposition disposition() {
    Disposition disposition = new Disposition();
    disposition.setRole(Role.RECEIVER);
    disposition.setFirst(UnsignedInteger.ZERO);
    disposition.setSettled(true);
    return disposition;
  }

  private static byte[] request() {
    Properties properties = new Properties();
    properties.setCorrelationId("a");
    return Frames.of(
        1,
        Frames.transfer(0, 1, false),
        Frames.join(
            Frames.encoded(new MessageAnnotations(Map.of(Symbol.valueOf("operation"), "GET"))),
            Frames.encoded(properties)));
  }

  static Stream<FrameBody> unanswered() {
    return Stream.of(credit(), window(), disposition());
  }

  @ParameterizedTest
  @MethodSource("unanswered")
  void follows_a_frame_that_nobody_answers(FrameBody body) {
    peer.receivedHex();
    assertThat(peer.send(Frames.of(1, body)).receivedHex()).isEqualTo(EMPTY);
    assertThat(peer.receivedHex()).isEmpty();
  }

  @Test
  void comes_once_for_all_that_was_read_together() {
    peer.receivedHex();
    byte[] flow = Frames.of(1, credit());
    assertThat(peer.send(Frames.join(flow, flow, Frames.of(1, disposition()), flow))
            .receivedHex())
        .isEqualTo(EMPTY);
  }

  @Test
  void is_not_needed_where_an_answer_comes() {
    peer.receivedHex();
    assertThat(peer.send(Frames.join(Frames.of(1, credit()), request())).receivedHex())
        .doesNotContain(EMPTY)
        .contains("7b2264657369726564223a7b"); // {"desired":{
    Flow echoed = credit();
    echoed.setEcho(true);
    assertThat(peer.send(Frames.of(1, echoed)).receivedHex()).isEqualTo(EMPTY);
  }

  @Test
  void does_not_follow_an_empty_frame_or_the_end() {
    peer.receivedHex();
    assertThat(peer.send(Frames.raw(0)).receivedHex()).isEmpty();
    peer.send(Frames.of(9, credit())); // no session is there
    assertThat(peer.receivedHex()).doesNotContain(EMPTY).isNotEmpty();
  }
}
