package io.twinhub.local.frontend.amqp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import io.twinhub.domain.message.MessageLimits;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedByte;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.Accepted;
import org.apache.qpid.proton.amqp.messaging.Modified;
import org.apache.qpid.proton.amqp.messaging.Received;
import org.apache.qpid.proton.amqp.messaging.Rejected;
import org.apache.qpid.proton.amqp.messaging.Released;
import org.apache.qpid.proton.amqp.messaging.Source;
import org.apache.qpid.proton.amqp.transport.DeliveryState;
import org.apache.qpid.proton.amqp.transport.Disposition;
import org.apache.qpid.proton.amqp.transport.ReceiverSettleMode;
import org.apache.qpid.proton.amqp.transport.Role;
import org.apache.qpid.proton.amqp.transport.SenderSettleMode;
import org.apache.qpid.proton.engine.Receiver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that devices receive and settle. Source: messages.md 5. */
class ReceivingOverAmqpTest {
  private static final TwinAddress DEV1 = TwinAddress.device("dev1");
  private static final String ADDRESS = "/devices/dev1/messages/devicebound";

  private final TestableHub real = new TestableHub();
  private final TestHub hub = new TestHub(real);
  private Peer peer;

  @BeforeEach
  void open() {
    real.register(DEV1);
    peer = Peer.open(hub, "device dev1");
  }

  @AfterEach
  void stop() {
    assertThat(hub.mistakes()).isEmpty();
    real.close();
  }

  private void send(String... bodies) {
    for (String body : bodies) {
      real.hub().messages().send(CloudMessage.to(DEV1).body(body).build());
    }
  }

  private Receiver attach(int credit) {
    return peer.receiver(peer.session(), ADDRESS, Map.of(), credit);
  }

  private Arrived next(Receiver link) {
    return real.eventually(peer, () -> Arrived.next(link));
  }

  private List<Arrived> next(Receiver link, int count) {
    List<Arrived> all = new ArrayList<>();
    while (all.size() < count) {
      all.add(next(link));
    }
    return all;
  }

  private String settle(Arrived arrived, DeliveryState state) {
    arrived.delivery().disposition(state);
    return real.eventually(peer, arrived::answer);
  }

  @Test
  void a_message_comes_with_all_that_its_sender_wrote_and_the_hubs_annotations() {
    CloudMessage sent = CloudMessage.to(DEV1)
        .messageId("m-1")
        .correlationId("c/1")
        .userId("me".getBytes(UTF_8))
        .contentType("application/json")
        .contentEncoding("utf-8")
        .expiry(Instant.ofEpochMilli(4_000_000_000_000L))
        .ack(MessageAck.FULL)
        .property("a", "ä".repeat(9_000))
        .body("hello")
        .build();
    real.hub().messages().send(sent);
    Arrived arrived = next(attach(1));
    var message = arrived.message();
    assertThat(message.getMessageId()).isEqualTo("m-1");
    assertThat(message.getCorrelationId()).isEqualTo("c/1");
    assertThat(message.getUserId()).isEqualTo("me".getBytes(UTF_8));
    assertThat(message.getAddress()).isEqualTo(ADDRESS);
    assertThat(message.getContentType()).isEqualTo("application/json");
    assertThat(message.getContentEncoding()).isEqualTo("utf-8");
    assertThat(message.getExpiryTime()).isEqualTo(4_000_000_000_000L);
    assertThat(message.getApplicationProperties().getValue())
        .containsOnly(entry("iothub-ack", "full"), entry("a", "ä".repeat(9_000)));
    assertThat(arrived.body()).isEqualTo("hello");
    Map<Symbol, Object> annotations = message.getMessageAnnotations().getValue();
    assertThat(annotations)
        .containsOnlyKeys(Stream.of(
                "x-opt-lock-token",
                "x-opt-sequence-number",
                "iothub-enqueuedtime",
                "iothub-deliverycount")
            .map(Symbol::valueOf)
            .toList());
    assertThat(annotations.get(Symbol.valueOf("x-opt-sequence-number")))
        .isInstanceOf(UnsignedLong.class);
    assertThat(annotations.get(Symbol.valueOf("iothub-enqueuedtime"))).isInstanceOf(Date.class);
    assertThat(annotations.get(Symbol.valueOf("iothub-deliverycount")))
        .isEqualTo(UnsignedByte.valueOf((byte) 0));
    UUID token = UUID.fromString((String) annotations.get(Symbol.valueOf("x-opt-lock-token")));
    assertThat(arrived.delivery().getTag()).isEqualTo(dotnetBytes(token));
    assertThat(arrived.delivery().remotelySettled()).isFalse();
  }

  /** {@code new Guid(text).ToByteArray()}. */
  private static byte[] dotnetBytes(UUID guid) {
    byte[] straight = ByteBuffer.allocate(16)
        .putLong(guid.getMostSignificantBits())
        .putLong(guid.getLeastSignificantBits())
        .array();
    byte[] bytes = straight.clone();
    int[] from = {3, 2, 1, 0, 5, 4, 7, 6};
    for (int i = 0; i < from.length; i++) {
      bytes[i] = straight[from[i]];
    }
    return bytes;
  }

  private static Modified modified() {
    Modified modified = new Modified();
    modified.setDeliveryFailed(true);
    return modified;
  }

  static Stream<Arguments> outcomes() {
    return Stream.of(
        Arguments.of(Accepted.getInstance(), false),
        Arguments.of(new Rejected(), false),
        Arguments.of(Released.getInstance(), true),
        Arguments.of(modified(), true));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void every_disposition_is_answered_with_accepted(DeliveryState said, boolean comesAgain) {
    send("one");
    Receiver link = attach(1);
    assertThat(settle(next(link), said)).isEqualTo("Accepted");
    link.flow(1);
    if (comesAgain) {
      Arrived again = next(link);
      assertThat(again.body()).isEqualTo("one");
      assertThat(again.message().getMessageAnnotations().getValue())
          .containsEntry(Symbol.valueOf("iothub-deliverycount"), UnsignedByte.valueOf((byte) 1));
    } else {
      send("two");
      assertThat(next(link).body()).isEqualTo("two");
    }
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void a_disposition_that_is_settled_has_the_same_effect(DeliveryState said, boolean comesAgain) {
    send("one");
    Receiver link = attach(1);
    Arrived arrived = next(link);
    arrived.delivery().disposition(said);
    arrived.delivery().settle();
    peer.settle();
    assertThat(real.inbox(DEV1).isPresent()).isEqualTo(comesAgain);
  }

  @Test
  void a_message_that_is_settled_without_a_word_comes_again() {
    send("one");
    next(attach(1)).delivery().settle();
    peer.settle();
    assertThat(real.inbox(DEV1)).isPresent();
  }

  @Test
  void a_word_that_is_no_outcome_changes_nothing() {
    send("one");
    Arrived arrived = next(attach(1));
    Received received = new Received();
    received.setSectionNumber(UnsignedInteger.ZERO);
    received.setSectionOffset(UnsignedLong.ZERO);
    arrived.delivery().disposition(received);
    peer.settle();
    assertThat(arrived.delivery().remotelySettled()).isFalse();
    assertThat(settle(arrived, Accepted.getInstance())).isEqualTo("Accepted");
  }

  @Test
  void a_lost_lock_is_answered_with_not_found() {
    send("one");
    Arrived arrived = next(attach(1));
    assertThat(real.hub().messages().purge(DEV1)).isEqualTo(1);
    assertThat(settle(arrived, Accepted.getInstance()))
        .startsWith("amqp:not-found: 412002 DeviceMessageLockLost");
    assertThat(peer.twin("dev1").get("a")).hasSize(1);
  }

  @Test
  void no_more_come_than_the_credit_and_in_order() {
    send("1", "2", "3");
    Receiver link = attach(2);
    assertThat(next(link, 2)).extracting(Arrived::body).containsExactly("1", "2");
    assertThat(real.inbox(DEV1))
        .hasValueSatisfying(free -> assertThat(free.message().body().text()).isEqualTo("3"));
  }

  @Test
  void credit_that_was_used_up_by_a_drain_brings_nothing() {
    Receiver link = attach(0);
    link.drain(5);
    var unused = real.eventually(peer, () -> Optional.of(link).filter(some -> !some.draining()));
    send("1");
    assertThat(real.inbox(DEV1)).isPresent();
  }

  @Test
  void fifty_messages_of_sixty_thousand_bytes_come_at_once() {
    String large = "x".repeat(60_000);
    for (int i = 0; i < MessageLimits.QUEUE_DEPTH_MAX; i++) {
      send(i + large);
    }
    List<Arrived> all = next(attach(1_000), MessageLimits.QUEUE_DEPTH_MAX);
    assertThat(all.get(49).body()).isEqualTo(49 + large);
    all.forEach(
        arrived -> assertThat(settle(arrived, Accepted.getInstance())).isEqualTo("Accepted"));
    assertThat(real.inbox(DEV1)).isEmpty();
  }

  /** Node settles so what several callbacks say in one tick. */
  @Test
  void a_range_settles_all_that_it_spans() {
    send("1", "2", "3");
    List<Arrived> all = next(attach(3), 3);
    Disposition range = disposition(0, 2, true);
    peer.send(Frames.of(peer.lastChannel(), range)).settle();
    assertThat(all).hasSize(3);
    assertThat(real.inbox(DEV1)).isEmpty();
    send("4");
    assertThat(real.inbox(DEV1)).isPresent();
  }

  private static Disposition disposition(long first, long last, boolean settled) {
    Disposition range = new Disposition();
    range.setRole(Role.RECEIVER);
    range.setFirst(UnsignedInteger.valueOf(first));
    range.setLast(UnsignedInteger.valueOf(last));
    range.setSettled(settled);
    range.setState(Accepted.getInstance());
    return range;
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 7, 4_294_967_295L})
  void ids_of_deliveries_that_never_were_change_nothing(long first) {
    send("one");
    Receiver link = attach(1);
    Arrived arrived = next(link);
    if (first > 0) {
      peer.send(Frames.of(peer.lastChannel(), disposition(first, 4_294_967_295L, true)))
          .settle();
      assertThat(settle(arrived, Released.getInstance())).isEqualTo("Accepted");
      assertThat(real.inbox(DEV1)).isPresent();
    } else {
      peer.send(Frames.of(peer.lastChannel(), disposition(0, 4_294_967_295L, true)))
          .settle();
      assertThat(real.inbox(DEV1)).isEmpty();
    }
    assertThat(peer.isOpen()).isTrue();
  }

  @Test
  void what_is_settled_twice_counts_once() {
    send("1", "2");
    List<Arrived> both = next(attach(2), 2);
    peer.send(Frames.of(peer.lastChannel(), disposition(0, 0, false)));
    peer.send(Frames.of(peer.lastChannel(), disposition(0, 0, true))).settle();
    assertThat(both).hasSize(2);
    assertThat(settle(both.get(1), Accepted.getInstance())).isEqualTo("Accepted");
    assertThat(real.inbox(DEV1)).isEmpty();
  }

  @Test
  void the_end_of_the_link_gives_back_what_was_not_settled_and_does_not_count_it() {
    send("one");
    Receiver link = attach(1);
    assertThat(next(link).body()).isEqualTo("one");
    link.close();
    peer.settle();
    Arrived again = next(attach(1));
    assertThat(again.message().getMessageAnnotations().getValue())
        .containsEntry(Symbol.valueOf("iothub-deliverycount"), UnsignedByte.valueOf((byte) 0));
  }

  @Test
  void a_broken_connection_gives_back_what_was_not_settled() {
    send("one");
    assertThat(next(attach(1)).body()).isEqualTo("one");
    peer.breakOff();
    peer = Peer.open(hub, "device dev1");
    assertThat(next(attach(1)).body()).isEqualTo("one");
  }

  @Test
  void a_client_that_asks_for_settled_messages_has_completed_what_it_gets() {
    send("one");
    Receiver link = peer.session().receiver("settled");
    Source source = new Source();
    source.setAddress(ADDRESS);
    link.setSource(source);
    link.setSenderSettleMode(SenderSettleMode.SETTLED);
    link.open();
    link.flow(1);
    assertThat(next(link).delivery().remotelySettled()).isTrue();
    peer.settle();
    assertThat(real.inbox(DEV1)).isEmpty();
  }

  /** .NET: a full URI, deviceBound, receiver-settle-mode second. */
  @Test
  void the_mode_of_dotnet_is_echoed_and_its_address_understood() {
    send("one");
    Receiver link = peer.session().receiver("dotnet");
    Source source = new Source();
    source.setAddress("amqps://h:5671/devices/dev1/messages/deviceBound");
    link.setSource(source);
    link.setReceiverSettleMode(ReceiverSettleMode.SECOND);
    link.open();
    link.flow(50);
    assertThat(settle(next(link), Released.getInstance())).isEqualTo("Accepted");
    assertThat(link.getRemoteReceiverSettleMode()).isEqualTo(ReceiverSettleMode.SECOND);
  }

  @Test
  void a_module_has_messages_of_its_own() {
    TwinAddress module = TwinAddress.module("dev1", "cam");
    real.register(module);
    send("for the device");
    real.hub().messages().send(CloudMessage.to(module).body("for the module").build());
    Receiver link = peer.receiver(
        peer.session(), "/devices/dev1/modules/cam/messages/devicebound", Map.of(), 5);
    assertThat(next(link).body()).isEqualTo("for the module");
    assertThat(Optional.ofNullable(link.current())).isEmpty();
  }
}
