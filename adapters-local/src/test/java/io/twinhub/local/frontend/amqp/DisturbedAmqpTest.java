package io.twinhub.local.frontend.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.ConnectionDropped;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client over AMQP sees if the hub is disturbed on purpose. */
class DisturbedAmqpTest {
  private static final String DROPPED = "the fault 'drop-1' dropped the connection";
  private static final HubError THROTTLED = HubError.of(ErrorCode.THROTTLING, "too many");
  private static final String THROTTLED_CONDITION =
      "com.microsoft:device-container-throttled: 429001 ThrottlingException: too many";

  private final TestHub hub = new TestHub();
  private final Peer peer = Peer.open(hub, "device dev1");

  private Sender telemetry() {
    Sender link = peer.sender(peer.session(), "/devices/dev1/messages/events", Map.of());
    peer.settle();
    return link;
  }

  private Delivery send(Sender link) {
    Message message = Message.Factory.create();
    message.setBody(Wire.data("x"));
    Delivery delivery = Wire.send(link, message);
    peer.settle();
    return delivery;
  }

  /** The socket ends, and the client was not told why. */
  private void assertDropped() {
    peer.settle();
    assertThat(peer.channel().isOpen()).isFalse();
    assertThat(peer.connection().getRemoteState()).isEqualTo(EndpointState.ACTIVE);
    assertThat(hub.log()).containsExactly("dev1 (embedded): " + DROPPED);
    assertThat(hub.mistakes()).isEmpty();
    assertThat(hub.twins().connected()).isEmpty();
    assertThat(hub.connected()).isZero();
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void each_refusal_of_a_twin_request_is_answered_with_its_status(ErrorCode code) {
    TwinLinks twin = peer.twin("dev1");
    hub.twins().refuse(HubError.of(code, "on purpose"));
    assertThat(twin.get("a"))
        .singleElement()
        .asString()
        .startsWith(
            "a {status=Integer %d} {\"errorCode\":%d,".formatted(code.httpStatus(), code.number()));
    assertThat(peer.isOpen()).isTrue();
  }

  @Test
  void a_throttled_device_attaches_no_link() {
    hub.twins().refuse(THROTTLED);
    Sender link = telemetry();
    assertThat(link.getRemoteState()).isEqualTo(EndpointState.CLOSED);
    assertThat((Object) link.getRemoteCondition().getCondition())
        .hasToString("com.microsoft:device-container-throttled");
    assertThat(link.getRemoteCondition().getDescription())
        .isEqualTo("429001 ThrottlingException: too many");
    assertThat(peer.isOpen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_throttled_message_is_rejected(boolean later) {
    Sender link = telemetry();
    if (later) {
      hub.twins().holdMessages();
    } else {
      hub.twins().refuse(THROTTLED);
    }
    Delivery sent = send(link);
    if (later) {
      hub.twins()
          .underWay()
          .get(0)
          .completeExceptionally(new CompletionException(new HubException(THROTTLED)));
      peer.settle();
    }
    assertThat(Arrived.word(sent.getRemoteState())).isEqualTo(THROTTLED_CONDITION);
    assertThat(peer.isOpen()).isTrue();
    assertThat(hub.mistakes()).isEmpty();
  }

  private void drop() {
    hub.twins().fail(new ConnectionDropped(DROPPED));
  }

  @Test
  void a_connection_is_dropped_as_a_device_attaches_its_first_link() {
    drop();
    telemetry();
    peer.settle();
    assertThat(peer.channel().isOpen()).isFalse();
    assertThat(peer.connection().getRemoteState()).isEqualTo(EndpointState.ACTIVE);
    assertThat(hub.connected()).isZero();
    assertThat(hub.mistakes()).isEmpty();
  }

  @Test
  void a_connection_is_dropped_without_an_answer() {
    TwinLinks twin = peer.twin("dev1");
    drop();
    assertThat(twin.get("a")).isEmpty();
    assertDropped();
  }

  @Test
  void a_connection_is_dropped_before_a_message() {
    Sender link = telemetry();
    drop();
    assertThat(send(link).remotelySettled()).isFalse();
    assertDropped();
  }

  @Test
  void a_connection_is_dropped_after_a_message_was_written() {
    hub.twins().holdMessages();
    Delivery sent = send(telemetry());
    hub.twins()
        .underWay()
        .get(0)
        .completeExceptionally(new CompletionException(new ConnectionDropped(DROPPED)));
    assertDropped();
    assertThat(sent.remotelySettled()).isFalse();
  }
}
