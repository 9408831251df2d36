package io.twinhub.local.frontend.mqtt;

import static io.twinhub.local.frontend.mqtt.ClientPackets.DISCONNECT;
import static io.twinhub.local.frontend.mqtt.ClientPackets.publish;
import static io.twinhub.local.frontend.mqtt.TalkingHub.DEVICE;
import static io.twinhub.local.frontend.mqtt.TalkingHub.MODULE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.twinhub.application.contract.AllEvents;
import io.twinhub.application.port.out.EventLog;
import io.twinhub.domain.access.AuthMethod;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventLimits;
import io.twinhub.domain.message.event.EventSource;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.SystemProperty;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.local.frontend.mqtt.ClientPackets.Connect;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of devices and modules to the cloud. Source: messages.md 7, mqtt.md 6. */
@Timeout(60)
class TelemetryOverMqttTest {
  private static final String EVENTS = "devices/dev1/messages/events";
  private static final Connect DEV1 = Connect.of("dev1");

  private final TalkingHub hub = new TalkingHub();

  @AfterEach
  void stop() {
    hub.close();
  }

  private List<HubEvent> events(int count) {
    return AllEvents.of(hub.hub().events(), count);
  }

  private DeviceMessage onlyMessage() {
    List<HubEvent> events = events(1);
    assertThat(events).hasSize(1);
    return events.get(0).message();
  }

  private void assertAcknowledged(SocketClient device, int packetId) throws IOException {
    assertThat(device.packet()).containsExactly(0x40, packetId >> 8, packetId & 0xFF);
  }

  static Stream<Arguments> bags() {
    return Stream.concat(bagsOfClients(), oddBags());
  }

  private static Stream<Arguments> bagsOfClients() {
    Map<SystemProperty, String> python = Map.of(
        SystemProperty.MESSAGE_ID, "m 1",
        SystemProperty.CORRELATION_ID, "c/1",
        SystemProperty.CONTENT_TYPE, "application/json",
        SystemProperty.CONTENT_ENCODING, "utf-8");
    Map<String, String> own = Map.of("a b", "x=1&2", "e", "", "p+q", "1+1");
    return Stream.of(
        Arguments.of(
            "/%24.mid=m%201&%24.cid=c%2F1&%24.ct=application%2Fjson&%24.ce=utf-8"
                + "&a%20b=x%3D1%262&e=&p%2Bq=1%2B1",
            python, own),
        Arguments.of( // Java: raw $, always its own id
            "/$.mid=m%201&$.cid=c%2F1&$.cdid=d1&$.ce=utf-8&$.ct=application%2Fjson"
                + "&a%20b=x%3D1%262&e=&p%2Bq=1%2B1",
            python, own),
        Arguments.of( // Node
            "/%24.mid=m%201&%24.uid=u&%24.to=x&%24.exp=2001-09-09T01%3A46%3A40.000Z",
            Map.of(
                SystemProperty.MESSAGE_ID, "m 1",
                SystemProperty.USER_ID, "u",
                SystemProperty.TO, "x",
                SystemProperty.EXPIRY, "2001-09-09T01:46:40Z"),
            Map.of()),
        Arguments.of( // .NET: more of the system's, null as a bare name, a final slash
            "/%24.mid=m&%24.cid=c&%24.uid=u&%24.to=x&%24.ct=t&%24.ce=e"
                + "&%24.ctime=2026-11-28T20%3A21%3A12.4905234Z&%24.sub=thermo&%24.schema=s"
                + "&p%20q=v%3D1%262&n/",
            Map.of(
                SystemProperty.MESSAGE_ID, "m",
                SystemProperty.CORRELATION_ID, "c",
                SystemProperty.USER_ID, "u",
                SystemProperty.TO, "x",
                SystemProperty.CONTENT_TYPE, "t",
                SystemProperty.CONTENT_ENCODING, "e",
                SystemProperty.CREATION_TIME, "2026-11-28T20:21:12.4905234Z",
                SystemProperty.COMPONENT, "thermo",
                SystemProperty.SCHEMA, "s"),
            Map.of("p q", "v=1&2", "n", "")),
        Arguments.of( // the unified SDK
            "/&$.mid=1&$.ifid=urn:x&a=b",
            Map.of(SystemProperty.MESSAGE_ID, "1", SystemProperty.INTERFACE_ID, "urn:x"),
            Map.of("a", "b")));
  }

  private static Stream<Arguments> oddBags() {
    return Stream.of(
        Arguments.of("", Map.of(), Map.of()),
        Arguments.of("/", Map.of(), Map.of()),
        Arguments.of("/?", Map.of(), Map.of()),
        Arguments.of("//", Map.of(), Map.of()),
        Arguments.of("/?a=b&c=d", Map.of(), Map.of("a", "b", "c", "d")),
        Arguments.of("/a=b/", Map.of(), Map.of("a", "b")),
        Arguments.of(
            "/$.ct=application/json&a=b/c/",
            Map.of(SystemProperty.CONTENT_TYPE, "application/json"),
            Map.of("a", "b/c")),
        Arguments.of("/$.on=out&$.x=y&%24.diagid=1", Map.of(), Map.of("iothub-outputname", "out")),
        Arguments.of("/$.mid=&$.ct", Map.of(), Map.of()),
        Arguments.of("/a=1=2&b=%zz%", Map.of(), Map.of("a", "1=2", "b", "%zz%")),
        Arguments.of("/gr%C3%B6%C3%9Fe=2", Map.of(), Map.of("größe", "2")),
        Arguments.of("/$.to=%2Fdevices%2Fdev1%2Fmessages%2Fevents", Map.of(), Map.of()),
        Arguments.of(
            "/iothub-creation-time-utc=2026&iothub-message-schema=s",
            Map.of(SystemProperty.CREATION_TIME, "2026", SystemProperty.SCHEMA, "s"),
            Map.of()),
        Arguments.of(
            "/iothub-connection-device-id=x&iothub-message-source=y&iothub-enqueuedtime=z&k=v",
            Map.of(),
            Map.of("k", "v")));
  }

  @ParameterizedTest
  @MethodSource("bags")
  void properties_stand_in_the_topic_as_each_client_writes_them(
      String bag, Map<SystemProperty, String> system, Map<String, String> own) throws IOException {
    try (SocketClient device = hub.client(DEV1)) {
      device.send(publish(EVENTS + bag, "hello", 1, 7));
      assertAcknowledged(device, 7);
      assertThat(onlyMessage()).isEqualTo(new DeviceMessage(Bytes.ofText("hello"), system, own));
    }
  }

  @Test
  void an_event_says_who_sent_it_and_how_that_was_proven() throws IOException {
    try (SocketClient device = hub.client(Connect.of("dev1")
            .userName("h/dev1/?api-version=2021-04-12&model-id=dtmi%3Aa%3Ab%3B1"));
        SocketClient module = hub.client(Connect.of("dev1/m"))) {
      device.send(publish(EVENTS + "/", "d", 1, 1));
      assertAcknowledged(device, 1);
      module.send(publish("devices/dev1/modules/m/messages/events/a=b/", "m", 1, 1));
      assertAcknowledged(module, 1);
      List<HubEvent> events = events(2);
      assertThat(events.get(0).origin().address()).isEqualTo(DEVICE);
      assertThat(events.get(0).origin().source()).isEqualTo(EventSource.TELEMETRY);
      assertThat(events.get(0).origin().modelId()).contains("dtmi:a:b;1");
      assertThat(events.get(0).origin().authMethod()).contains(AuthMethod.OWN_KEY.text(DEVICE));
      assertThat(events.get(0).origin().generationId())
          .contains(hub.hub().identities().find(DEVICE).orElseThrow().identity().generationId());
      assertThat(events.get(1).origin().address()).isEqualTo(MODULE);
      assertThat(events.get(1).origin().modelId()).isEmpty();
      assertThat(events.get(1).origin().authMethod()).contains(AuthMethod.OWN_KEY.text(MODULE));
      assertThat(events.get(1).message().properties()).isEqualTo(Map.of("a", "b"));
    }
  }

  @Test
  void qos_0_is_kept_and_not_acknowledged() throws IOException {
    try (SocketClient device = hub.client(DEV1)) {
      device.send(publish(EVENTS + "/", "a", 0, 0), publish(EVENTS + "/", "", 0, 0));
      assertThat(events(2)).extracting(e -> e.message().body().text()).containsExactly("a", "");
      assertThat(device.isQuiet()).isTrue();
    }
  }

  @Test
  void many_are_acknowledged_in_the_order_in_which_they_came() throws IOException {
    int many = 2_000;
    try (SocketClient device = hub.client(DEV1)) {
      byte[][] packets = IntStream.rangeClosed(1, many)
          .mapToObj(i -> publish(EVENTS + "/n=" + i, "m" + i, 1, i))
          .toArray(byte[][]::new);
      device.send(packets);
      for (int i = 1; i <= many; i++) {
        assertAcknowledged(device, i);
      }
    }
    assertThat(events(many))
        .extracting(event -> event.message().body().text())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, many).mapToObj(i -> "m" + i).toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void what_is_to_be_retained_is_not_but_says_so(int qos) throws IOException {
    try (SocketClient device = hub.client(DEV1)) {
      byte[] retained = publish(EVENTS + "/a=b", "x", qos, 8);
      retained[0] |= 0x01;
      device.send(retained);
      assertThat(onlyMessage().properties()).isEqualTo(Map.of("a", "b", "mqtt-retain", "true"));
    }
  }

  @Test
  void the_largest_message_is_taken_however_long_its_topic_is() throws IOException {
    String value = "v".repeat(20_000);
    int room = EventLimits.MESSAGE_BYTES_MAX - 1 - value.length();
    try (SocketClient device = hub.client(DEV1)) {
      String encoded = "%76".repeat(value.length());
      device.send(publish(EVENTS + "/a=" + encoded, "b".repeat(room), 1, 3));
      assertAcknowledged(device, 3);
      assertThat(onlyMessage().size()).isEqualTo(EventLimits.MESSAGE_BYTES_MAX);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a=1&a=2 | telemetry refused: property 'a' occurs more than once",
        "$.mid=1&%24.mid=2 | telemetry refused: property '$.mid' occurs more than once",
        "=1 | telemetry refused: application property '' must have a name without control characters",
        "a%0A=1 | telemetry refused: application property 'a?' must have a name without control characters",
        "%00=1 | telemetry refused: application property '?' must have a name without control characters",
        "a=%FF | telemetry refused: property 'a' is not valid UTF-8",
        "%C3=1 | telemetry refused: property '\uFFFD' is not valid UTF-8",
        "$.ct=%ED%A0%80 | telemetry refused: property '$.ct' is not valid UTF-8"
      })
  void a_broken_bag_ends_the_connection_and_leaves_no_event(String bag, String reason)
      throws IOException {
    try (SocketClient device = hub.client(DEV1);
        SocketClient other = hub.client(Connect.of("dev1/m"))) {
      device.send(publish(EVENTS + "/good=1", "good", 1, 4));
      assertAcknowledged(device, 4);
      device.send(publish(EVENTS + "/" + bag, "bad", 1, 5));
      assertThatThrownBy(device::packet).isInstanceOf(EOFException.class);
      assertThat(hub.log()).containsExactly(reason);
      assertThat(events(1)).hasSize(1);
      assertThat(other.isQuiet()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "devices/dev2/messages/events/, 10, publish to an unknown topic: 'devices/dev2/messages/events/'",
    "devices/dev1/modules/m/messages/events/, 10,"
        + " publish to an unknown topic: 'devices/dev1/modules/m/messages/events/'",
    "devices/dev1/messages/events/, 262145,"
        + " telemetry refused: the message has 262145 bytes with its properties; at most 262144 are allowed",
    "devices/dev1/messages/events/a=b, 262143,"
        + " telemetry refused: the message has 262145 bytes with its properties; at most 262144 are allowed",
    "devices/dev1/messages/events/, 327684, packet of type 3 has 327717 bytes; the limit is 327683"
  })
  void what_may_not_be_sent_ends_the_connection_and_leaves_no_event(
      String topic, int bytes, String reason) throws IOException {
    try (SocketClient device = hub.client(DEV1);
        SocketClient other = hub.client(Connect.of("dev1/m"))) {
      device.send(publish(topic, "x".repeat(bytes), 1, 5));
      assertThatThrownBy(device::packet).isInstanceOf(IOException.class);
      await().atMost(Duration.ofSeconds(10)).until(() -> !hub.log().isEmpty());
      assertThat(hub.log()).containsExactly(reason);
      assertThat(AllEvents.of(hub.hub().events())).isEmpty();
      assertThat(other.isQuiet()).isTrue();
    }
  }

  @Test
  void what_came_before_a_goodbye_is_kept() throws IOException {
    try (SocketClient device = hub.client(DEV1)) {
      device.send(publish(EVENTS + "/", "last words", 0, 0), DISCONNECT);
      assertThat(onlyMessage().body().text()).isEqualTo("last words");
    }
  }

  @Test
  void the_will_of_a_client_that_is_gone_comes_after_its_messages() throws IOException {
    try (SocketClient device = hub.client(DEV1.willTopic(EVENTS + "/a=b&$.ct=t"))) {
      device.send(publish(EVENTS + "/", "alive", 0, 0));
    }
    List<HubEvent> events = events(2);
    assertThat(events.get(0).message().body().text()).isEqualTo("alive");
    assertThat(events.get(1).origin().authMethod()).contains(AuthMethod.OWN_KEY.text(DEVICE));
    assertThat(events.get(1).message())
        .isEqualTo(new DeviceMessage(
            Bytes.ofText("gone"),
            Map.of(SystemProperty.CONTENT_TYPE, "t"),
            Map.of("a", "b", "iothub-MessageType", "Will")));
  }

  @Test
  void the_will_of_a_client_whose_place_another_takes_comes_too() throws IOException {
    try (SocketClient older = hub.client(DEV1.willTopic(EVENTS + "/"));
        SocketClient newer = hub.client(DEV1)) {
      assertThat(onlyMessage().properties()).isEqualTo(Map.of("iothub-MessageType", "Will"));
      assertThat(newer.isQuiet()).isTrue();
      assertThatThrownBy(older::packet).isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_client_that_says_goodbye_has_no_will() throws IOException {
    try (SocketClient device = hub.client(DEV1.willTopic(EVENTS + "/"))) {
      device.send(publish(EVENTS + "/", "alive", 0, 0), DISCONNECT);
      await().atMost(Duration.ofSeconds(10)).until(() -> !hub.log().isEmpty());
      assertThat(onlyMessage().body().text()).isEqualTo("alive");
    }
  }

  @Test
  void the_will_of_a_device_that_was_deleted_is_lost_and_the_log_says_so() throws IOException {
    try (SocketClient device = hub.client(DEV1.willTopic(EVENTS + "/"))) {
      hub.hub().identities().delete(DEVICE, IfMatch.any());
      await().atMost(Duration.ofSeconds(10)).until(() -> !hub.refusals().isEmpty());
      assertThat(hub.refusals().get(0)).startsWith("will: ");
      assertThat(AllEvents.of(hub.hub().events())).isEmpty();
      assertThatThrownBy(device::packet).isInstanceOf(IOException.class);
    }
  }

  @Test
  void a_flood_is_read_no_faster_than_it_is_stored() throws IOException {
    byte[] message = publish(EVENTS + "/", "x".repeat(10_000), 0, 0);
    try (SocketClient device = hub.client(DEV1);
        SocketClient other = hub.client(Connect.of("dev1/m"))) {
      for (int i = 0; i < 3_000; i++) {
        device.send(message);
      }
      device.send(publish(EVENTS + "/", "end", 1, 1));
      assertAcknowledged(device, 1);
      assertThat(other.isQuiet()).isTrue();
    }
    EventLog log = hub.hub().events();
    long taken = IntStream.range(0, log.partitions())
        .mapToLong(p -> log.state(p).last() + 1)
        .sum();
    assertThat(taken).isEqualTo(3_001);
  }
}
