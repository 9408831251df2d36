package io.twinhub.local.frontend.amqp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import io.twinhub.domain.message.queue.QueuedMessage;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.transport.SenderSettleMode;
import org.apache.qpid.proton.engine.Delivery;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of back ends to devices. Source: messages.md 1, amqp.md 6. */
class SendingOverAmqpTest {
  private static final TwinAddress DEV1 = TwinAddress.device("dev1");
  private static final String TO_DEV1 = "/devices/dev1/messages/devicebound";

  private final TestableHub real = new TestableHub();
  private final TestHub hub = new TestHub(real);
  private final Peer peer = Peer.open(hub, "policy service");
  private Sender link;

  @BeforeEach
  void attach() {
    real.register(DEV1);
    link = peer.sender(peer.session(), "/messages/devicebound", Map.of());
    peer.settle();
  }

  @AfterEach
  void stop() {
    real.close();
  }

  private static Message message(String to) {
    Message message = Message.Factory.create();
    message.setAddress(to);
    message.setBody(Wire.data("hello"));
    return message;
  }

  private String send(Message message) {
    return outcome(Wire.send(link, message));
  }

  private String outcome(Delivery delivery) {
    peer.settle();
    assertThat(delivery.remotelySettled()).isTrue();
    return Arrived.word(delivery.getRemoteState());
  }

  private QueuedMessage inbox() {
    return real.inbox(DEV1).orElseThrow();
  }

  @Test
  void all_that_a_message_has_reaches_the_queue() {
    Message message = message(TO_DEV1);
    message.setMessageId("m-1");
    message.setCorrelationId("c/1");
    message.setUserId("me".getBytes(UTF_8));
    message.setContentType("application/json");
    message.setContentEncoding("utf-8");
    message.setExpiryTime(4_000_000_000_000L);
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("b", "B");
    own.put("iothub-ack", "Full");
    own.put("a", "A");
    message.setApplicationProperties(new ApplicationProperties(own));
    assertThat(send(message)).isEqualTo("Accepted");
    CloudMessage sent = inbox().message();
    assertThat(sent)
        .isEqualTo(CloudMessage.to(TO_DEV1)
            .messageId("m-1")
            .correlationId("c/1")
            .userId("me".getBytes(UTF_8))
            .contentType("application/json")
            .contentEncoding("utf-8")
            .expiry(Instant.ofEpochMilli(4_000_000_000_000L))
            .ack(MessageAck.FULL)
            .property("b", "B")
            .property("a", "A")
            .body("hello")
            .build());
    assertThat(sent.properties().keySet()).containsExactly("b", "a");
  }

  static Stream<Object> ids() {
    return Stream.of(
        "text", UUID.fromString("8d3ea1b2-0000-4000-8000-000000000001"), UnsignedLong.valueOf(7));
  }

  @ParameterizedTest
  @MethodSource("ids")
  void ids_of_every_type_are_kept_as_text(Object id) {
    Message message = message(TO_DEV1);
    message.setMessageId(id);
    message.setCorrelationId(id);
    assertThat(send(message)).isEqualTo("Accepted");
    assertThat(inbox().message().system().messageId()).contains(id.toString());
  }

  @Test
  void values_that_are_not_text_become_text() {
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("int", 7);
    own.put("flag", true);
    own.put("time", new Date(0));
    own.put("symbol", Symbol.valueOf("s"));
    own.put("nothing", null);
    Message message = message(TO_DEV1);
    message.setApplicationProperties(new ApplicationProperties(own));
    assertThat(send(message)).isEqualTo("Accepted");
    assertThat(inbox().message().properties())
        .containsExactly(
            entry("int", "7"),
            entry("flag", "true"),
            entry("time", "1970-01-01T00:00:00Z"),
            entry("symbol", "s"),
            entry("nothing", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/devices/dev 1/messages/devicebound",
        "/devices/dev%201/messages/devicebound",
        "/devices/dev1/modules/cam/messages/deviceBound"
      })
  void ids_in_to_are_encoded_or_not(String to) {
    TwinAddress address =
        to.contains("cam") ? TwinAddress.module("dev1", "cam") : TwinAddress.device("dev1");
    real.register(address);
    if (to.contains(" ") || to.contains("%")) {
      assertThat(send(message(to))).startsWith("amqp:n");
    } else {
      assertThat(send(message(to))).isEqualTo("Accepted");
      assertThat(real.inbox(address)).isPresent();
    }
  }

  private static Arguments row(String condition, String said, Consumer<Message> change) {
    return Arguments.of(condition, said, change);
  }

  private static Consumer<Message> with(String name, Object value) {
    return message -> message.setApplicationProperties(
        new ApplicationProperties(new LinkedHashMap<>(Map.of(name, value))));
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        row(
            "amqp:not-found: 404001 DeviceNotFound",
            "nobody",
            m -> m.setAddress("/devices/nobody/messages/devicebound")),
        row(
            "amqp:not-found: 404010 ModuleNotFound",
            "none",
            m -> m.setAddress("/devices/dev1/modules/none/messages/devicebound")),
        row("amqp:not-allowed: 400003 InvalidOperation", "to must be", m -> m.setAddress(null)),
        row("amqp:not-allowed: 400003 InvalidOperation", "to must be", m -> m.setAddress("/")),
        row(
            "amqp:not-allowed: 400003 InvalidOperation",
            "to must be",
            m -> m.setAddress("/devices/a/b/messages/devicebound")),
        row(
            "com.microsoft:argument-error: 400004",
            "iothub-ack must be",
            with("iothub-ack", "yes")),
        row("com.microsoft:argument-error: 400004", "iothub-ack must be", with("iothub-ack", "")),
        row("com.microsoft:argument-error: 400004", "named by", with("a b", "")),
        row("com.microsoft:argument-error: 400004", "control", with("a", "line\nbreak")),
        row(
            "com.microsoft:argument-error: 400004",
            "application property 'a' must be a text",
            with("a", List.of(1))),
        row(
            "com.microsoft:argument-error: 400004",
            "application property 'a' must be a text",
            with("a", Map.of())),
        row(
            "com.microsoft:argument-error: 400004",
            "must be a text",
            m -> m.setMessageId(new Binary(new byte[16]))),
        row("com.microsoft:argument-error: 400004", "message id", m -> m.setMessageId("a b")),
        row(
            "com.microsoft:argument-error: 400004",
            "message id",
            m -> m.setMessageId("x".repeat(129))),
        row(
            "com.microsoft:argument-error: 400004",
            "the expiry",
            m -> m.setExpiryTime(Long.MAX_VALUE)),
        row(
            "amqp:link:message-size-exceeded: 413001",
            "65536",
            m -> m.setBody(Wire.data("x".repeat(65_536)))),
        row("amqp:link:message-size-exceeded: 413001", "65536", with("a", "x".repeat(65_536))));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void what_is_not_lawful_is_rejected_and_nobody_else_notices(
      String condition, String said, Consumer<Message> change) {
    Message bad = message(TO_DEV1);
    change.accept(bad);
    assertThat(send(bad)).startsWith(condition).contains(said);
    assertThat(real.inbox(DEV1)).isEmpty();
    assertThat(Peer.detachedBecause(link)).isEmpty();
    assertThat(send(message(TO_DEV1))).isEqualTo("Accepted");
    assertThat(hub.mistakes()).isEmpty();
  }

  @Test
  void the_fifty_first_message_is_rejected_until_one_is_settled() {
    for (int i = 0; i < 50; i++) {
      assertThat(send(message(TO_DEV1))).isEqualTo("Accepted");
    }
    assertThat(send(message(TO_DEV1)))
        .startsWith("amqp:resource-limit-exceeded: 403004 DeviceMaximumQueueDepthExceeded");
    assertThat(real.hub().messages().purge(DEV1)).isEqualTo(50);
    assertThat(send(message(TO_DEV1))).isEqualTo("Accepted");
  }

  @Test
  void an_expiry_in_the_past_is_accepted_and_the_message_never_delivered() {
    Message message = message(TO_DEV1);
    message.setExpiryTime(1);
    assertThat(send(message)).isEqualTo("Accepted");
    assertThat(real.inbox(DEV1)).isEmpty();
  }

  @Test
  void a_body_of_several_sections_stays_whole_and_a_text_is_its_bytes() {
    byte[] pieces = Frames.join(
        Frames.encoded(message(TO_DEV1).getProperties()),
        Frames.encoded(Wire.data("he")),
        Frames.encoded(Wire.data("llo")));
    assertThat(outcome(Wire.send(link, pieces, pieces.length))).isEqualTo("Accepted");
    assertThat(inbox().message().body().text()).isEqualTo("hello");
    Message text = message(TO_DEV1);
    text.setBody(new AmqpValue("text"));
    assertThat(send(text)).isEqualTo("Accepted");
    assertThat(inbox().message().body().text()).isEqualTo("text");
  }

  /** As .NET 1.x writes it: full URI, deviceBound, properties with a text id. */
  @Test
  void the_bytes_of_dotnet_are_taken() {
    Sender dotnet = peer.sender(peer.session(), "amqps://h:5671/messages/deviceBound", Map.of());
    peer.settle();
    byte[] bytes = HexFormat.of()
        .parseHex("005373c02703a1016d40a120" + hex("/devices/dev1/messages/deviceBou")
            + "005375a00568656c6c6f");
    assertThat(outcome(Wire.send(dotnet, bytes, bytes.length))).startsWith("amqp:not-allowed");
    byte[] whole = HexFormat.of()
        .parseHex("005373c02903a1016d40a122" + hex("/devices/dev1/messages/deviceBound")
            + "005374c11702a10a" + hex("iothub-ack") + "a108" + hex("positive")
            + "005375a00568656c6c6f");
    assertThat(outcome(Wire.send(dotnet, whole, whole.length))).isEqualTo("Accepted");
    CloudMessage.SystemProperties system = inbox().message().system();
    assertThat(system.messageId()).contains("m");
    assertThat(system.ack()).contains(MessageAck.POSITIVE);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(UTF_8));
  }

  @Test
  void a_client_with_sasl_plain_sends_as_the_command_line_of_azure_does() {
    Peer plain = new Peer(hub);
    assertThat(plain.begin("PLAIN", "\0service@sas.root.h\0policy service"))
        .isEqualTo(Sasl.SaslOutcome.PN_SASL_OK);
    Sender sender = plain.sender(plain.session(), "amqps://h/messages/devicebound", Map.of());
    plain.settle();
    Delivery delivery = Wire.send(sender, message(TO_DEV1));
    plain.settle();
    assertThat(Arrived.word(delivery.getRemoteState())).isEqualTo("Accepted");
    assertThat(inbox().message().body().text()).isEqualTo("hello");
  }

  @Test
  void a_message_that_is_settled_when_sent_is_taken_without_a_word() {
    Sender settled = peer.session().sender("settled");
    settled.setSenderSettleMode(SenderSettleMode.SETTLED);
    settled.setTarget(link.getTarget());
    settled.open();
    peer.settle();
    Delivery delivery = Wire.send(settled, message(TO_DEV1));
    delivery.settle();
    peer.settle();
    assertThat(Optional.of(inbox().message().body().text())).contains("hello");
  }
}
