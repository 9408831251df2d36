package io.twinhub.local.frontend.amqp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.contract.AllEvents;
import io.twinhub.domain.access.AuthMethod;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.SystemProperty;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.codec.WritableBuffer;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Receiver;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of devices and modules to the cloud. Source: messages.md 7. */
class TelemetryOverAmqpTest {
  private static final UUID ID = UUID.fromString("8d3ea1b2-0000-4000-8000-000000000001");
  private static final TwinAddress MODULE = TwinAddress.module("dev1", "m");
  private static final String EVENTS = "/devices/dev1/messages/events";
  private static final int BATCH = 0x80013700;

  private final TestableHub real = new TestableHub();
  private final TestHub hub = new TestHub(real);
  private final Peer peer = Peer.open(hub, "device dev1");
  private Sender link;

  @BeforeEach
  void attach() {
    real.register(MODULE);
    link = sender(EVENTS);
  }

  @AfterEach
  void stop() {
    real.close();
  }

  private Sender sender(String address) {
    Sender sender = peer.sender(peer.session(), address, Map.of());
    peer.settle();
    return sender;
  }

  private static Message message(String body) {
    Message message = Message.Factory.create();
    message.setBody(Wire.data(body));
    return message;
  }

  private static byte[] encoded(Message message) {
    WritableBuffer.ByteBufferWrapper buffer =
        WritableBuffer.ByteBufferWrapper.allocate(1024 * 1024);
    return Arrays.copyOf(buffer.byteBuffer().array(), message.encode(buffer));
  }

  private Delivery sendBatch(byte[]... sections) {
    byte[] bytes = Frames.join(Stream.of(sections)
        .map(section -> Frames.encoded(new Data(new Binary(section))))
        .toArray(byte[][]::new));
    Delivery delivery =
        link.delivery(ByteBuffer.allocate(8).putLong(bytes.length).array());
    delivery.setMessageFormat(BATCH);
    link.send(bytes, 0, bytes.length);
    link.advance();
    return delivery;
  }

  private String outcome(Delivery delivery) {
    return real.eventually(
        peer,
        () -> delivery.remotelySettled()
            ? Optional.of(Arrived.word(delivery.getRemoteState()))
            : Optional.empty());
  }

  private List<HubEvent> events() {
    return AllEvents.of(real.hub().events());
  }

  private List<String> bodies() {
    return events().stream().map(event -> event.message().body().text()).toList();
  }

  private static Message with(Consumer<Message> parts, Map<String, Object> properties) {
    Message message = message("hello");
    parts.accept(message);
    if (!properties.isEmpty()) {
      message.setApplicationProperties(new ApplicationProperties(properties));
    }
    return message;
  }

  private static Map<String, Object> withNull(String name, Map<String, Object> others) {
    Map<String, Object> properties = new LinkedHashMap<>(others);
    properties.put(name, null);
    return properties;
  }

  private static Consumer<Message> annotated(String name, Object value) {
    return message ->
        message.setMessageAnnotations(new MessageAnnotations(Map.of(Symbol.valueOf(name), value)));
  }

  static Stream<Arguments> messages() {
    return Stream.concat(messagesOfClients(), oddMessages());
  }

  private static Stream<Arguments> messagesOfClients() {
    return Stream.of(
        Arguments.of(with(m -> {}, Map.of()), Map.of(), Map.of()),
        Arguments.of( // Java: always its own id, no address
            with(
                m -> {
                  m.setMessageId("m 1");
                  m.setCorrelationId("c/1");
                  m.setContentType("application/json");
                  m.setContentEncoding("utf-8");
                },
                Map.of("iothub-connection-device-id", "dev1", "a b", "x=1&2")),
            Map.of(
                SystemProperty.MESSAGE_ID, "m 1",
                SystemProperty.CORRELATION_ID, "c/1",
                SystemProperty.CONTENT_TYPE, "application/json",
                SystemProperty.CONTENT_ENCODING, "utf-8"),
            Map.of("a b", "x=1&2")),
        Arguments.of( // Node: always the address, ids that look like a UUID as one
            with(
                m -> {
                  m.setMessageId(ID);
                  m.setAddress(EVENTS);
                  m.setUserId("u".getBytes(UTF_8));
                  m.setExpiryTime(1_000_000_000_000L);
                },
                Map.of("iothub-ack", "full")),
            Map.of(
                SystemProperty.MESSAGE_ID, ID.toString(),
                SystemProperty.USER_ID, "u",
                SystemProperty.EXPIRY, "2001-09-09T01:46:40Z"),
            Map.of("iothub-ack", "full")),
        Arguments.of( // .NET: creation time among the properties, no value as null, the component
            with(
                annotated("dt-subject", "thermo"),
                withNull(
                    "n",
                    Map.of(
                        "iothub-creation-time-utc", "2026-11-28T20:21:12.4905234Z",
                        "iothub-message-schema", "s",
                        "p q", "v=1&2"))),
            Map.of(
                SystemProperty.COMPONENT, "thermo",
                SystemProperty.CREATION_TIME, "2026-11-28T20:21:12.4905234Z",
                SystemProperty.SCHEMA, "s"),
            Map.of("p q", "v=1&2", "n", "")));
  }

  private static Stream<Arguments> oddMessages() {
    return Stream.of(
        Arguments.of(
            with(annotated("iothub-interface-id", Symbol.valueOf("urn:x")), Map.of()),
            Map.of(SystemProperty.INTERFACE_ID, "urn:x"),
            Map.of()),
        Arguments.of(
            with(
                m -> m.setMessageId(UnsignedLong.valueOf(7)),
                Map.of(
                    "int",
                    1,
                    "long",
                    -2L,
                    "double",
                    1.5,
                    "boolean",
                    true,
                    "char",
                    'c',
                    "time",
                    Date.from(Instant.EPOCH),
                    "uuid",
                    ID,
                    "symbol",
                    Symbol.valueOf("s"))),
            Map.of(SystemProperty.MESSAGE_ID, "7"),
            Map.of(
                "int",
                "1",
                "long",
                "-2",
                "double",
                "1.5",
                "boolean",
                "true",
                "char",
                "c",
                "time",
                "1970-01-01T00:00:00Z",
                "uuid",
                ID.toString(),
                "symbol",
                "s")),
        Arguments.of(
            with(m -> m.setUserId(new byte[] {-1, 0}), Map.of()),
            Map.of(SystemProperty.USER_ID, "/wA="),
            Map.of()));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void a_message_is_kept_as_each_client_writes_it(
      Message message, Map<SystemProperty, String> system, Map<String, String> own) {
    assertThat(outcome(Wire.send(link, message))).isEqualTo("Accepted");
    assertThat(events())
        .extracting(HubEvent::message)
        .containsExactly(new DeviceMessage(Bytes.ofText("hello"), system, own));
  }

  @Test
  void an_event_says_who_sent_it() {
    Sender module = sender("amqps://h:5671/devices/dev1/modules/m/messages/events");
    assertThat(outcome(Wire.send(module, message("x")))).isEqualTo("Accepted");
    assertThat(events().get(0).origin().address()).isEqualTo(MODULE);
    assertThat(events().get(0).origin().authMethod()).contains(AuthMethod.OWN_KEY.text(MODULE));
    assertThat(events().get(0).origin().generationId())
        .contains(real.hub().identities().find(MODULE).orElseThrow().identity().generationId());
  }

  @Test
  void the_model_comes_with_the_link() {
    link.close(); // a device that is connected already announces nothing
    peer.settle();
    Sender modelled =
        peer.sender(peer.session(), EVENTS, Map.of("com.microsoft:model-id", "dtmi:a:b;1"));
    peer.settle();
    assertThat(outcome(Wire.send(modelled, message("x")))).isEqualTo("Accepted");
    assertThat(events().get(0).origin().modelId()).contains("dtmi:a:b;1");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 500, 5_000})
  void a_batch_is_kept_in_order_and_answered_once(int count) {
    byte[][] sections =
        IntStream.range(0, count).mapToObj(i -> encoded(message("m" + i))).toArray(byte[][]::new);
    assertThat(outcome(sendBatch(sections))).isEqualTo("Accepted");
    assertThat(bodies())
        .containsExactlyElementsOf(
            IntStream.range(0, count).mapToObj(i -> "m" + i).toList());
  }

  @Test
  void each_message_of_a_batch_has_its_own_properties() {
    Delivery sent = sendBatch(
        encoded(with(m -> m.setMessageId("1"), Map.of("a", "b"))),
        encoded(with(m -> m.setMessageId("2"), Map.of())));
    assertThat(outcome(sent)).isEqualTo("Accepted");
    assertThat(events())
        .extracting(HubEvent::message)
        .containsExactly(
            new DeviceMessage(
                Bytes.ofText("hello"), Map.of(SystemProperty.MESSAGE_ID, "1"), Map.of("a", "b")),
            new DeviceMessage(
                Bytes.ofText("hello"), Map.of(SystemProperty.MESSAGE_ID, "2"), Map.of()));
  }

  static Stream<Arguments> unlawful() {
    return Stream.of(
        Arguments.of(
            with(m -> {}, Map.of("a", new Binary(new byte[] {1}))),
            "com.microsoft:argument-error: 400004 ArgumentInvalid: application property 'a' must be"
                + " a text, a number, a boolean, a time or a UUID"),
        Arguments.of(
            with(m -> {}, Map.of("a", List.of("b"))),
            "com.microsoft:argument-error: 400004 ArgumentInvalid: application property 'a' must be"
                + " a text, a number, a boolean, a time or a UUID"),
        Arguments.of(
            with(m -> {}, Map.of("", "b")),
            "com.microsoft:argument-error: 400004 ArgumentInvalid: application property '' must have"
                + " a name without control characters"),
        Arguments.of(
            with(m -> {}, Map.of("a\nb", "b")),
            "com.microsoft:argument-error: 400004 ArgumentInvalid: application property 'a?b' must"
                + " have a name without control characters"),
        Arguments.of(
            with(m -> {}, Map.of("a", "\uFFFD")),
            "com.microsoft:argument-error: 400004 ArgumentInvalid: property 'a' is not valid UTF-8"),
        Arguments.of(
            with(m -> m.setMessageId(new Binary(new byte[] {1})), Map.of()),
            "com.microsoft:argument-error: 400004 ArgumentInvalid: message id must be a text, a"
                + " number, a boolean, a time or a UUID"));
  }

  @ParameterizedTest
  @MethodSource("unlawful")
  void an_unlawful_message_is_rejected_and_the_link_goes_on(Message message, String condition) {
    assertThat(outcome(Wire.send(link, message))).isEqualTo(condition);
    assertThat(outcome(Wire.send(link, message("good")))).isEqualTo("Accepted");
    assertThat(bodies()).containsExactly("good");
    assertThat(hub.log()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("unlawful")
  void one_unlawful_message_has_its_whole_batch_rejected(Message message, String condition) {
    Delivery sent = sendBatch(encoded(message("good")), encoded(message), encoded(message("too")));
    assertThat(outcome(sent)).isEqualTo(condition);
    assertThat(events()).isEmpty();
  }

  @Test
  void a_batch_of_too_many_messages_is_rejected() {
    byte[][] empty = new byte[5_001][0];
    assertThat(outcome(sendBatch(empty)))
        .isEqualTo("com.microsoft:argument-error: 400004 ArgumentInvalid: the batch has 5001"
            + " messages; at most 5000 are allowed");
    assertThat(events()).isEmpty();
  }

  @Test
  void a_batch_of_what_are_no_messages_ends_its_link_but_no_other() {
    Sender module = sender("/devices/dev1/modules/m/messages/events");
    Delivery unused = sendBatch(encoded(message("good")), "no message".getBytes(UTF_8));
    String reason = real.eventually(peer, () -> Peer.detachedBecause(link));
    assertThat(reason)
        .isEqualTo("amqp:decode-error: a frame or section does not begin with a described type");
    assertThat(outcome(Wire.send(module, message("x")))).isEqualTo("Accepted");
    assertThat(bodies()).containsExactly("x");
  }

  @Test
  void a_message_that_is_too_large_ends_its_link() {
    Delivery unused = Wire.send(link, message("x".repeat(262_144)));
    String reason = real.eventually(peer, () -> Peer.detachedBecause(link));
    assertThat(reason)
        .isEqualTo("amqp:link:message-size-exceeded: 413001 MessageTooLarge: a message has at most"
            + " 262144 bytes");
    assertThat(events()).isEmpty();
  }

  @Test
  void credit_comes_back_for_what_is_on_disk() {
    for (int i = 0; i < 300; i++) {
      int number = i;
      real.eventually(peer, () -> link.getCredit() > 0 ? Optional.of(true) : Optional.empty());
      Delivery unused = Wire.send(link, message("m" + number));
    }
    real.eventually(peer, () -> bodies().size() == 300 ? Optional.of(true) : Optional.empty());
    assertThat(bodies())
        .containsExactlyElementsOf(
            IntStream.range(0, 300).mapToObj(i -> "m" + i).toList());
  }

  @Test
  void nothing_comes_on_a_link_for_inputs() {
    Receiver inputs =
        peer.receiver(peer.session(), "/devices/dev1/modules/m/messages/events", Map.of());
    peer.settle();
    assertThat(outcome(Wire.send(link, message("x")))).isEqualTo("Accepted");
    assertThat(Arrived.all(inputs)).isEmpty();
    assertThat(Peer.detachedBecause(inputs)).isEmpty();
  }
}
