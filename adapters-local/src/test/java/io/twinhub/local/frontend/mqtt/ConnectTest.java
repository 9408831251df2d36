package io.twinhub.local.frontend.mqtt;

import static io.twinhub.local.frontend.mqtt.ClientPackets.publish;
import static io.twinhub.local.frontend.mqtt.ClientPackets.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.twinhub.application.port.CloseReason;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.IdentityError;
import io.twinhub.local.frontend.mqtt.ClientPackets.Connect;
import io.twinhub.local.frontend.net.SerialExecutor;
import java.util.HexFormat;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Coming in. Source: mqtt.md 2, sdk-wire.md 5.1, MQTT 3.1.1 section 3.1. */
class ConnectTest {
  private static final Connect DEVICE = Connect.of("thermostat-7");

  private final TestHub hub = new TestHub();
  private final TestDevice client = new TestDevice(hub);

  private void assertRefused(Connect connect, int code, String reason) {
    assertThat(client.send(connect.bytes()).isOpen()).isFalse();
    assertThat(client.received()).containsExactly("CONNACK " + code);
    assertThat(hub.log()).containsExactly(reason);
    assertThat(hub.twins().connected()).isEmpty();
    assertThat(hub.frontEnd().connected()).isZero();
  }

  @Nested
  class Lets_in {
    @Test
    void a_device_with_four_bytes_and_without_a_session() {
      client.send(DEVICE.bytes());
      assertThat(client.receivedHex()).isEqualTo("20020000");
      assertThat(hub.twins().connected()).containsExactly("thermostat-7");
      assertThat(hub.frontEnd().connected()).isOne();
    }

    @Test
    void a_module() {
      client.send(Connect.of("thermostat-7/valve").bytes());
      assertThat(client.received()).containsExactly("CONNACK 0");
      assertThat(hub.twins().connected()).containsExactly("thermostat-7/valve");
    }

    @Test
    void a_client_without_a_password_if_its_certificate_is_good() {
      client.send(DEVICE.password("").bytes());
      assertThat(client.received()).containsExactly("CONNACK 0");
    }

    @Test
    void a_client_with_a_will_on_its_own_telemetry() {
      String topic = "devices/thermostat-7/messages/events/a=b";
      client.send(DEVICE.willTopic(topic).bytes());
      assertThat(client.received()).containsExactly("CONNACK 0");
    }

    @Test
    void and_announces_the_model() {
      client.send(DEVICE
          .userName("h/thermostat-7/?api-version=2020-09-30&model-id=dtmi%3Aa%3Ab%3B1")
          .bytes());
      assertThat(hub.twins().announcedModels()).containsExactly("dtmi:a:b;1");
    }

    @Test
    void and_carries_out_what_was_sent_without_waiting_for_the_connack() {
      client.send(ClientPackets.joined(
          DEVICE.bytes(),
          subscribe(1, 1, "$iothub/twin/res/#"),
          publish("$iothub/twin/GET/?$rid=1", "", 0, 0)));
      assertThat(client.received())
          .containsExactly(
              "CONNACK 0",
              "SUBACK #1 [1]",
              "PUBLISH q0 $iothub/twin/res/200/?$rid=1"
                  + " {\"desired\":{\"$version\":1},\"reported\":{\"$version\":1}}");
    }

    @Test
    void a_connect_that_comes_byte_by_byte() {
      for (byte octet : DEVICE.bytes()) {
        client.send(new byte[] {octet});
      }
      assertThat(client.received()).containsExactly("CONNACK 0");
    }
  }

  @Test
  void a_connection_that_was_upgraded_from_http_is_the_same() {
    EmbeddedChannel upgraded = new EmbeddedChannel();
    hub.frontEnd().continueOn(upgraded.pipeline(), new SerialExecutor(hub.workers()));
    upgraded.writeInbound(Unpooled.wrappedBuffer(new byte[] {0x10}));
    byte[] connect = DEVICE.bytes();
    upgraded.writeInbound(Unpooled.wrappedBuffer(connect, 1, connect.length - 1));
    ByteBuf answer = upgraded.readOutbound();
    assertThat(ByteBufUtil.hexDump(answer)).isEqualTo("20020000");
    assertThat(upgraded.finishAndReleaseAll()).isFalse();
  }

  @Nested
  class Refuses {
    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void another_version_of_mqtt_with_1(int level) {
      assertRefused(
          DEVICE.level(level),
          1,
          "a client before its CONNECT (embedded): CONNECT refused with code 1: protocol level "
              + level + ": this hub speaks MQTT 3.1.1, level 4");
    }

    @Test
    void a_protocol_that_is_not_mqtt_with_1() {
      assertRefused(
          DEVICE.level(6),
          1,
          "a client before its CONNECT (embedded): CONNECT refused with code 1: unknown protocol:"
              + " this hub speaks MQTT 3.1.1, level 4");
    }

    @Test
    void another_version_in_the_form_of_3_1_1() {
      client.send(DEVICE.level(5).bytes());
      assertThat(client.receivedHex()).isEqualTo("20020001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b/c", "/b", "a/", "ä"})
    void an_id_of_unlawful_shape_with_2(String clientId) {
      client.send(Connect.of(clientId).bytes());
      assertThat(client.received()).containsExactly("CONNACK 2");
      assertThat(hub.log()).singleElement().asString().contains("400004 ", " id '");
    }

    @Test
    void a_client_when_the_hub_is_full_with_3() {
      TestHub small = new TestHub(1);
      small.device("first");
      TestDevice second = new TestDevice(small).send(Connect.of("second").bytes());
      assertThat(second.received()).containsExactly("CONNACK 3");
      assertThat(small.log())
          .containsExactly("second (embedded): CONNECT refused with code 3: the hub is full: 1"
              + " devices are connected");
      assertThat(small.frontEnd().connected()).isOne();
    }

    @Test
    void a_client_when_the_hub_is_stopping_with_3() {
      hub.twins().refuse(RequestError.unavailable("the hub is stopping"));
      assertRefused(
          DEVICE,
          3,
          "thermostat-7 (embedded): CONNECT refused with code 3: 503001 the hub is stopping");
    }

    @Test
    void a_client_when_the_hub_makes_a_mistake_with_3() {
      hub.twins().fail(new IllegalStateException("bug"));
      assertRefused(
          DEVICE,
          3,
          "thermostat-7 (embedded): an error of the hub: java.lang.IllegalStateException: bug");
    }

    @ParameterizedTest
    @CsvSource({
      "'', 'user name does not have the form {host}/thermostat-7/?api-version=…: it names another"
          + " id or no id'",
      "h/other/?api-version=1, 'user name does not have the form {host}/thermostat-7/?api-version=…:"
          + " it names another id or no id'"
    })
    void a_malformed_user_name_with_4(String userName, String reason) {
      assertRefused(
          DEVICE.userName(userName).password(userName.isEmpty() ? "" : ClientPackets.TOKEN),
          4,
          "thermostat-7 (embedded): CONNECT refused with code 4: " + reason);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"secret", "SharedAccessSignature sr=a&se=1", "sr=a&sig=b&se=1", "Bearer x"})
    void a_malformed_token_with_4_and_without_repeating_it(String token) {
      assertRefused(
          DEVICE.password(token),
          4,
          "thermostat-7 (embedded): CONNECT refused with code 4: the password is not a token of the"
              + " form SharedAccessSignature sr=…&sig=…&se=…");
    }

    @Test
    void a_wrong_token_with_5() {
      assertRefused(
          DEVICE.password(ClientPackets.WRONG_TOKEN),
          5,
          "thermostat-7 (embedded): CONNECT refused with code 5: 401003 the signature is wrong");
    }

    @Test
    void an_unknown_device_with_5() {
      hub.twins().refuse(IdentityError.deviceNotFound(new DeviceId("thermostat-7")));
      assertRefused(
          DEVICE,
          5,
          "thermostat-7 (embedded): CONNECT refused with code 5: 404001 Device thermostat-7 not"
              + " registered");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"a", "devices/other/messages/events/", "$iothub/twin/GET/?$rid=1", "devices/#"})
    void a_will_elsewhere_with_5(String topic) {
      assertRefused(
          DEVICE.willTopic(topic),
          5,
          "thermostat-7 (embedded): CONNECT refused with code 5: will on '" + topic
              + "': only the device's own telemetry topic is allowed");
    }
  }

  @Nested
  class Hangs_up_on {
    @Test
    void a_client_that_says_nothing_for_thirty_seconds() {
      client.letPass(29);
      assertThat(client.isOpen()).isTrue();
      client.letPass(1);
      assertThat(client.isOpen()).isFalse();
      assertThat(hub.log())
          .containsExactly("a client before its CONNECT (embedded): no CONNECT within 30 seconds");
    }

    @Test
    void a_client_that_stops_in_the_middle_of_its_connect() {
      client.send(new byte[] {0x10, 0x20, 0x00});
      client.letPass(30);
      assertThat(client.isOpen()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"c000", "e000", "3003000161", "474554202f", "160301"})
    void a_client_that_begins_with_something_else(String hex) {
      client.send(HexFormat.of().parseHex(hex));
      assertThat(client.isOpen()).isFalse();
      assertThat(client.received()).isEmpty();
      assertThat(hub.log())
          .containsExactly("a client before its CONNECT (embedded): the first packet is not CONNECT"
              + " (MQTT-3.1.0-1)");
    }

    @Test
    void a_malformed_connect() {
      byte[] bytes = DEVICE.bytes();
      bytes[10] |= 1; // the reserved flag, MQTT-3.1.2-3
      client.send(bytes);
      assertThat(client.isOpen()).isFalse();
      assertThat(client.received()).isEmpty();
      assertThat(hub.log())
          .containsExactly("a client before its CONNECT (embedded): malformed packet: the reserved"
              + " flag of the CONNECT is set (MQTT-3.1.2-3)");
    }
  }

  @Nested
  class While_the_hub_decides {
    @Test
    void a_client_that_leaves_is_released_again() {
      hub.workers().pause();
      client.send(DEVICE.bytes());
      client.breakOff();
      hub.workers().resume();
      client.settle();
      assertThat(hub.twins().connected()).isEmpty();
      assertThat(hub.frontEnd().connected()).isZero();
      assertThat(hub.log())
          .containsExactly("thermostat-7 (embedded): the client left before it was accepted");
    }

    @Test
    void nothing_more_is_read() {
      hub.workers().pause();
      client.send(DEVICE.bytes());
      assertThat(client.channel().config().isAutoRead()).isFalse();
      hub.workers().resume();
      client.settle();
      assertThat(client.channel().config().isAutoRead()).isTrue();
    }

    @Test
    void a_newer_connection_may_already_take_over() {
      hub.workers().pause();
      client.send(DEVICE.bytes());
      TestDevice newer = new TestDevice(hub).send(DEVICE.bytes());
      hub.workers().resume();
      newer.settle();
      client.settle();
      assertThat(client.isOpen()).isFalse();
      assertThat(client.received()).isEmpty();
      assertThat(newer.received()).containsExactly("CONNACK 0");
      assertThat(hub.twins().connected()).containsExactly("thermostat-7");
      assertThat(hub.frontEnd().connected()).isOne();
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_hub_may_end_a_connection_at_any_time(CloseReason reason) {
    client.send(DEVICE.bytes()).received();
    hub.twins().endAll(reason);
    client.settle();
    assertThat(client.isOpen()).isFalse();
    assertThat(client.received()).isEmpty();
    String number = reason == CloseReason.TAKEN_OVER
        ? "400027 ConnectionForcefullyClosedOnNewConnection: "
        : "";
    assertThat(hub.log()).containsExactly("thermostat-7 (embedded): " + number + reason.sentence());
    assertThat(hub.frontEnd().connected()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "3600, 3600", // the clock goes on as it should
    "3600, 1", // the clock jumps: a machine slept, or somebody set it
    "1000000, 2"
  })
  void the_end_of_the_token_ends_the_connection(long wallSeconds, long timerSeconds) {
    hub.expireAt(TestHub.NOW.plusSeconds(3600));
    client.send(DEVICE.keepAlive(0).bytes()).received();
    for (long i = 1; i < timerSeconds; i++) {
      hub.letPass(1);
      client.send(ClientPackets.PINGREQ).letPass(1);
      assertThat(client.isOpen()).isTrue();
    }
    hub.letPass(wallSeconds - timerSeconds + 1);
    client.letPass(1);
    assertThat(client.isOpen()).isFalse();
    assertThat(hub.log())
        .containsExactly(
            "thermostat-7 (embedded): 401003 IotHubUnauthorized: the SAS token has expired");
    assertThat(hub.twins().connected()).isEmpty();
  }

  @Test
  void a_clock_that_goes_back_ends_no_connection() {
    hub.expireAt(TestHub.NOW.plusSeconds(3600));
    client.send(DEVICE.keepAlive(0).bytes()).received();
    hub.letPass(-7200);
    client.send(ClientPackets.PINGREQ).letPass(1700);
    assertThat(client.isOpen()).isTrue();
  }

  @Test
  void nothing_is_left_on_the_clock_of_a_connection_that_ended() {
    hub.expireAt(TestHub.NOW.plusSeconds(3600));
    client.send(DEVICE.bytes(), ClientPackets.DISCONNECT);
    assertThat(client.channel().runScheduledPendingTasks()).isEqualTo(-1);
  }
}
