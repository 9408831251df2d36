package io.twinhub.local.frontend.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import java.util.Map;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Released;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.amqp.transport.ReceiverSettleMode;
import org.apache.qpid.proton.engine.Receiver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What became of messages, as back ends read it. Source: messages.md 3. */
class FeedbackOverAmqpTest {
  private static final TwinAddress DEV1 = TwinAddress.device("dev1");

  private final TestableHub real = new TestableHub();
  private final TestHub hub = new TestHub(real);
  private final Peer peer = Peer.open(hub, "policy service");

  @BeforeEach
  void register() {
    real.register(DEV1);
  }

  @AfterEach
  void stop() {
    assertThat(hub.mistakes()).isEmpty();
    real.close();
  }

  private Receiver attach(String address) {
    return peer.receiver(peer.session(), address, Map.of(), 1);
  }

  private void end(String id, Settlement settlement) {
    real.hub()
        .messages()
        .send(CloudMessage.to(DEV1).messageId(id).ack(MessageAck.FULL).build());
    QueuedMessage received = real.inbox(DEV1).orElseThrow();
    real.hub().inbox().settle(DEV1, received.token(), settlement);
  }

  private String settle(Arrived arrived, DeliveryState state) {
    arrived.delivery().disposition(state);
    return real.eventually(peer, arrived::answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/messages/serviceBound/feedback", "amqps://h:5671/messages/servicebound/Feedback"
      })
  void a_batch_is_a_json_array_of_the_feedback_type(String address) {
    end("one", Settlement.COMPLETE);
    end("two", Settlement.REJECT);
    Receiver link = attach(address);
    Arrived batch = real.eventually(peer, () -> Arrived.next(link));
    assertThat(batch.message().getContentType())
        .isEqualTo("application/vnd.microsoft.iothub.feedback.json");
    assertThat(batch.message().getUserId()).asString().isEqualTo("twinhub");
    assertThat(batch.message().getMessageAnnotations().getValue())
        .containsKey(Symbol.valueOf("iothub-enqueuedtime"));
    assertThat(batch.delivery().getTag()).hasSize(16);
    String generation =
        real.hub().identities().find(DEV1).orElseThrow().identity().generationId();
    String record = "{\"originalMessageId\":\"%s\",\"description\":\"%s\",\"deviceGenerationId\":\""
        + generation
        + "\",\"deviceId\":\"dev1\",\"enqueuedTimeUtc\":\"T\",\"statusCode\":\"%s\"}";
    assertThat(batch.body().replaceAll("(enqueuedTimeUtc\":\")[-0-9T:.]+Z", "$1T"))
        .isEqualTo("[" + record.formatted("one", "Success", "Success") + ","
            + record.formatted("two", "Rejected", "Rejected") + "]");
    assertThat(settle(batch, Accepted.getInstance())).isEqualTo("Accepted");
    assertThat(real.hub().messages().receiveFeedback()).isEmpty();
  }

  @Test
  void a_released_batch_comes_again_and_a_rejected_one_does_not() {
    end("one", Settlement.COMPLETE);
    Receiver link = attach("/messages/servicebound/feedback");
    Arrived batch = real.eventually(peer, () -> Arrived.next(link));
    assertThat(settle(batch, Released.getInstance())).isEqualTo("Accepted");
    link.flow(1);
    Arrived again = real.eventually(peer, () -> Arrived.next(link));
    assertThat(again.body()).isEqualTo(batch.body());
    assertThat(settle(again, new Rejected())).isEqualTo("Accepted");
    assertThat(real.hub().messages().receiveFeedback()).isEmpty();
  }

  @Test
  void the_end_of_the_link_gives_a_batch_to_the_next_reader() {
    end("one", Settlement.COMPLETE);
    Receiver link = attach("/messages/servicebound/feedback");
    Arrived batch = real.eventually(peer, () -> Arrived.next(link));
    link.close();
    peer.settle();
    Receiver other = attach("/messages/servicebound/feedback");
    assertThat(real.eventually(peer, () -> Arrived.next(other)).body()).isEqualTo(batch.body());
  }

  /** .NET names no target, wants modes of its own, and gives credit for each batch. */
  @Test
  void dotnet_reads_batch_by_batch_and_waits_for_the_word_accepted() {
    end("one", Settlement.COMPLETE);
    Receiver link = peer.session().receiver("dotnet");
    Source source = new Source();
    source.setAddress("amqps://h:5671/messages/serviceBound/feedback");
    link.setSource(source);
    link.setReceiverSettleMode(ReceiverSettleMode.SECOND);
    link.open();
    link.flow(1);
    Arrived first = real.eventually(peer, () -> Arrived.next(link));
    end("two", Settlement.REJECT);
    link.flow(1);
    Arrived second = real.eventually(peer, () -> Arrived.next(link));
    assertThat(link.getRemoteReceiverSettleMode()).isEqualTo(ReceiverSettleMode.SECOND);
    assertThat(first.body()).contains("one").doesNotContain("two");
    assertThat(settle(second, Released.getInstance())).isEqualTo("Accepted");
    assertThat(settle(first, Accepted.getInstance())).isEqualTo("Accepted");
    link.flow(1);
    assertThat(real.eventually(peer, () -> Arrived.next(link)).body()).isEqualTo(second.body());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void the_end_of_the_connection_gives_a_batch_to_the_next_reader(boolean politely) {
    end("one", Settlement.COMPLETE);
    Receiver link = attach("/messages/servicebound/feedback");
    Arrived batch = real.eventually(peer, () -> Arrived.next(link));
    if (politely) {
      peer.connection().close();
      peer.settle();
    } else {
      peer.breakOff();
    }
    Peer next = Peer.open(hub, "policy service");
    Receiver other = next.receiver(next.session(), "/messages/servicebound/feedback", Map.of(), 1);
    Arrived again = real.eventually(next, () -> {
      peer.channel().runPendingTasks();
      return Arrived.next(other);
    });
    assertThat(again.body()).isEqualTo(batch.body());
  }

  @Test
  void notices_of_files_never_come() {
    end("one", Settlement.COMPLETE);
    Receiver files = attach("/messages/serviceBound/filenotifications");
    Receiver feedback = attach("/messages/servicebound/feedback");
    assertThat(real.eventually(peer, () -> Arrived.next(feedback)).body()).contains("one");
    assertThat(Peer.detachedBecause(files)).isEmpty();
    assertThat(Arrived.next(files)).isEmpty();
  }
}
