package io.twinhub.local.frontend.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.message.event.EventError;
import io.twinhub.local.frontend.amqp.link.AmqpLink;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages to the cloud that are on their way to the disk. */
class TelemetryUnderWayTest {

  /** A hub that takes messages when the test says so. */
  private static final class Slow {
    private final TestHub hub = new TestHub();
    private final Peer peer;
    private final Sender link;

    Slow() {
      hub.twins().holdMessages();
      peer = Peer.open(hub, "device dev1");
      link = peer.sender(peer.session(), "/devices/dev1/messages/events", Map.of());
      peer.settle();
    }

    Delivery send() {
      Message message = Message.Factory.create();
      message.setBody(Wire.data("x"));
      Delivery delivery = Wire.send(link, message);
      peer.settle();
      return delivery;
    }
  }

  @Test
  void a_message_is_accepted_and_gives_credit_back_only_when_it_is_on_disk() {
    Slow slow = new Slow();
    List<Delivery> sent =
        IntStream.range(0, AmqpLink.CREDIT).mapToObj(i -> slow.send()).toList();
    assertThat(sent).noneMatch(Delivery::remotelySettled);
    assertThat(slow.link.getCredit()).isZero();
    List.copyOf(slow.hub.twins().underWay()).forEach(done -> done.complete(null));
    slow.peer.settle();
    assertThat(sent).allMatch(Delivery::remotelySettled);
    assertThat(slow.link.getCredit()).isEqualTo(AmqpLink.CREDIT);
  }

  static Stream<Arguments> troubles() {
    return Stream.of(
        Arguments.of(
            new HubException(EventError.logBusy("20000 messages wait")),
            "com.microsoft:device-container-throttled: 429001 ThrottlingException: the event log is"
                + " busy: 20000 messages wait; try again later"),
        Arguments.of(
            new HubException(RequestError.unavailable("the hub cannot write")),
            "amqp:internal-error: 503001 ServiceUnavailable: the hub cannot write"),
        Arguments.of(
            new IllegalStateException("oops"),
            "amqp:internal-error: 500001 ServerError: the hub failed; its log says why"));
  }

  @ParameterizedTest
  @MethodSource("troubles")
  void what_the_hub_cannot_take_is_rejected_and_the_link_goes_on(
      Exception trouble, String condition) {
    Slow slow = new Slow();
    Delivery refused = slow.send();
    Delivery taken = slow.send();
    slow.hub.twins().underWay().get(0).completeExceptionally(trouble);
    slow.hub.twins().underWay().get(1).complete(null);
    slow.peer.settle();
    assertThat(Arrived.word(refused.getRemoteState())).isEqualTo(condition);
    assertThat(Arrived.word(taken.getRemoteState())).isEqualTo("Accepted");
    assertThat(slow.peer.isOpen()).isTrue();
  }
}
