package io.twinhub.local.frontend.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.transport.Detach;
import org.apache.qpid.proton.amqp.transport.Disposition;
import org.apache.qpid.proton.amqp.transport.End;
import org.apache.qpid.proton.amqp.transport.FrameBody;
import org.apache.qpid.proton.amqp.transport.Role;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames that come when their session has ended, as from Node's and Python's clients for Event Hubs. */
class LateFramesTest {
  private final TestHub hub = new TestHub();

  @AfterEach
  void no_mistake_was_made() {
    assertThat(hub.mistakes()).isEmpty();
  }

  static Stream<FrameBody> frames() {
    Detach detach = new Detach();
    detach.setHandle(UnsignedInteger.ZERO);
    Disposition disposition = new Disposition();
    disposition.setRole(Role.RECEIVER);
    disposition.setFirst(UnsignedInteger.ZERO);
    return Stream.of(Frames.flow(UnsignedInteger.ZERO), disposition, detach);
  }

  private Peer ended() {
    Peer peer = Peer.open(hub);
    peer.session();
    peer.settle().withoutEngine();
    peer.send(Frames.of(0, new End()));
    return peer;
  }

  @ParameterizedTest
  @MethodSource("frames")
  void they_are_dropped(FrameBody late) {
    Peer peer = ended();
    peer.send(Frames.of(0, late));
    assertThat(peer.settle().isOpen()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("frames")
  void on_a_channel_that_was_never_used_they_are_refused(FrameBody stray) {
    Peer peer = ended();
    peer.send(Frames.of(1, stray));
    assertThat(peer.settle().closedBecause())
        .contains("amqp:not-allowed: a frame on channel 1, on which no session has begun");
  }

  @Test
  void a_session_that_is_begun_anew_on_the_channel_is_another() {
    Peer peer = ended();
    peer.send(Frames.of(0, Frames.begin()));
    peer.send(Frames.of(0, Frames.flow(UnsignedInteger.ZERO)));
    assertThat(peer.settle().closedBecause())
        .contains(
            "amqp:session:unattached-handle: a frame for handle 0, to which no link is attached");
  }
}
