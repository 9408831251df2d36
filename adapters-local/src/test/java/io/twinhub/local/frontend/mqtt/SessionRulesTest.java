package io.twinhub.local.frontend.mqtt;

import static io.twinhub.local.frontend.mqtt.ClientPackets.PINGREQ;
import static io.twinhub.local.frontend.mqtt.ClientPackets.joined;
import static io.twinhub.local.frontend.mqtt.ClientPackets.publish;
import static io.twinhub.local.frontend.mqtt.ClientPackets.subscribe;
import static io.twinhub.local.frontend.mqtt.ClientPackets.unsubscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.local.frontend.mqtt.ClientPackets.Connect;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connected client may do, and what closes its connection. Source: mqtt.md 4, 5 and 6. */
class SessionRulesTest {
  private static final String ANSWERS = "$iothub/twin/res/#";
  private static final String DESIRED = "$iothub/twin/PATCH/properties/desired/#";
  private static final String METHODS = "$iothub/methods/POST/#";
  private static final String REPORT = "$iothub/twin/PATCH/properties/reported/?$rid=1";

  private final TestHub hub = new TestHub();
  private final TestDevice device = hub.device("dev1");

  private void assertClosed(TestDevice client, String reason) {
    assertThat(client.isOpen()).isFalse();
    assertThat(client.received()).isEmpty();
    assertThat(hub.log()).containsExactly(reason);
    assertThat(hub.twins().connected()).isEmpty();
    assertThat(hub.frontEnd().connected()).isZero();
  }

  @Nested
  class Subscribing {
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 1"})
    void grants_at_most_qos_1(int asked, int granted) {
      assertThat(device.send(subscribe(7, asked, ANSWERS)).received())
          .containsExactly("SUBACK #7 [" + granted + "]");
    }

    @Test
    void grants_all_filters_of_one_packet_in_their_order() {
      byte[] bytes = subscribe(
          7, 0, ANSWERS, DESIRED, METHODS, "devices/dev1/messages/devicebound/#", ANSWERS);
      assertThat(device.send(bytes).received()).containsExactly("SUBACK #7 [0, 0, 0, 0, 0]");
    }

    @Test
    void puts_the_subscription_in_force_before_it_is_acknowledged() {
      hub.workers().pause();
      device.send(subscribe(7, 0, DESIRED));
      hub.workers().resume();
      hub.twins().write("{\"a\":1}");
      assertThat(device.received())
          .containsExactly(
              "SUBACK #7 [0]",
              "PUBLISH q0 $iothub/twin/PATCH/properties/desired/?$version=2"
                  + " {\"a\":1,\"$version\":2}");
    }

    @Test
    void of_a_module_ends_at_five_subscriptions() {
      String own = "devices/dev1/modules/m/";
      TestDevice module = hub.device("dev1/m");
      device.breakOff();
      hub.log().clear();
      module.send(subscribe(1, 1, ANSWERS, DESIRED, METHODS, own + "inputs/#", own + "#"));
      module.send(subscribe(2, 1, own + "#"));
      assertThat(module.received()).containsExactly("SUBACK #1 [1, 1, 1, 1, 1]", "SUBACK #2 [1]");
      module.send(subscribe(3, 1, own + "messages/devicebound/#"));
      assertClosed(module, "dev1/m (embedded): 6 subscriptions; a connection may have 5");
    }

    @Test
    void with_six_filters_in_one_packet_closes() {
      String[] filters = IntStream.range(0, 6).mapToObj(i -> ANSWERS).toArray(String[]::new);
      device.send(subscribe(1, 1, filters));
      assertClosed(device, "dev1 (embedded): SUBSCRIBE with 6 filters; a connection may have 5");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "#",
          "+/#",
          "$iothub/#",
          "$iothub/twin/res/+",
          "devices/other/messages/devicebound/#"
        })
    void to_anything_else_closes(String filter) {
      device.send(subscribe(1, 1, ANSWERS, filter));
      assertClosed(device, "dev1 (embedded): subscription to an unknown filter: '" + filter + "'");
    }

    @Test
    void without_a_filter_closes() {
      device.send(subscribe(1, 1));
      assertThat(device.isOpen()).isFalse();
      assertThat(hub.log()).hasSize(1);
    }

    @Test
    void in_a_flood_is_answered_in_order_and_never_queued_without_bound() {
      hub.workers().pause();
      byte[][] flood = IntStream.rangeClosed(1, 200)
          .mapToObj(i -> subscribe(i, 1, ANSWERS))
          .toArray(byte[][]::new);
      device.send(joined(flood));
      assertThat(device.channel().config().isAutoRead()).isFalse();
      hub.workers().resume();
      List<String> answers = device.received();
      assertThat(answers).hasSize(200).first().isEqualTo("SUBACK #1 [1]");
      assertThat(answers).last().isEqualTo("SUBACK #200 [1]");
      assertThat(device.channel().config().isAutoRead()).isTrue();
    }
  }

  @Nested
  class Unsubscribing {
    @Test
    void is_acknowledged_also_from_what_never_was() {
      assertThat(device.send(unsubscribe(9, "a/b", DESIRED)).received())
          .containsExactly("UNSUBACK #9");
    }

    @Test
    void from_answers_stops_them() {
      device.send(subscribe(1, 0, ANSWERS), unsubscribe(2, ANSWERS)).received();
      assertThat(device.send(publish("$iothub/twin/GET/?$rid=1", "", 1, 3)).received())
          .containsExactly("PUBACK #3");
    }

    @Test
    void makes_room_for_another() {
      TestDevice module = hub.device("dev1/m");
      String own = "devices/dev1/modules/m/";
      module.send(subscribe(1, 1, ANSWERS, DESIRED, METHODS, own + "inputs/#", own + "#"));
      module.send(unsubscribe(2, own + "#"), subscribe(3, 1, own + "messages/devicebound/#"));
      assertThat(module.received())
          .containsExactly("SUBACK #1 [1, 1, 1, 1, 1]", "UNSUBACK #2", "SUBACK #3 [1]");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "devices/dev1/messages/events",
        "devices/dev1/messages/events/",
        "devices/dev1/messages/events/$.ct=application%2Fjson&a=b",
        "devices/dev1/messages/events/a=b/",
        "$iothub/methods/res/200/?$rid=1"
      })
  void telemetry_and_answers_to_methods_are_acknowledged(String topic) {
    assertThat(device.send(publish(topic, "x", 0, 0), publish(topic, "", 1, 8)).received())
        .containsExactly("PUBACK #8");
    assertThat(hub.twins().activities()).isEqualTo(2);
  }

  @Test
  void retained_and_repeated_telemetry_is_accepted() {
    byte[] telemetry = publish("devices/dev1/messages/events/", "x", 1, 8);
    telemetry[0] |= 0x01 | 0x08;
    assertThat(device.send(telemetry).received()).containsExactly("PUBACK #8");
  }

  @Test
  void telemetry_of_a_module_is_acknowledged() {
    TestDevice module = hub.device("dev1/m");
    String topic = "devices/dev1/modules/m/messages/events/$.on=out/";
    assertThat(module.send(publish(topic, "x", 1, 8)).received()).containsExactly("PUBACK #8");
  }

  @Test
  void a_ping_is_answered_even_while_requests_wait() {
    hub.twins().slowDown();
    hub.workers().pause();
    device.send(publish(REPORT, "{}", 1, 1), PINGREQ);
    assertThat(device.receivedHex()).isEqualTo("d000");
  }

  @Test
  void a_report_needs_no_worker_unless_the_hub_may_make_it_wait() {
    hub.workers().pause();
    device.send(publish(REPORT, "{}", 1, 1));
    assertThat(device.receivedHex()).isEqualTo("40020001");
  }

  @Nested
  class The_connection_closes_after {
    @Test
    void a_second_connect() {
      device.send(Connect.of("dev1").bytes());
      assertClosed(device, "dev1 (embedded): a second CONNECT (MQTT-3.1.0-2)");
    }

    @Test
    void a_publish_with_qos_2() {
      device.send(publish("devices/dev1/messages/events/", "x", 2, 5));
      assertClosed(device, "dev1 (embedded): publish with QoS 2; this hub accepts 0 and 1");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "a",
          "$iothub/twin/PUT/?$rid=1",
          "devices/other/messages/events/",
          "$iothub/twin/res/200/"
        })
    void a_publish_to_an_unknown_or_foreign_topic(String topic) {
      device.send(publish(topic, "x", 1, 5));
      assertClosed(device, "dev1 (embedded): publish to an unknown topic: '" + topic + "'");
    }

    @Test
    void a_read_without_a_request_id() {
      device.send(publish("$iothub/twin/GET/", "", 1, 5));
      assertClosed(device, "dev1 (embedded): read of the twin without $rid: '$iothub/twin/GET/'");
    }

    @ParameterizedTest
    @CsvSource({
      "3000 c000, 'malformed packet: a field is longer than its packet'",
      "3003 000261 c000, 'malformed packet: a field is longer than its packet'",
      "3205 000361 6263 c000, 'malformed packet: a field is longer than its packet'",
      "8206 0001 000561 00 c000c000, 'malformed packet: a field is longer than its packet'",
      "320500016100 00, 'malformed packet: the packet identifier is 0 (MQTT-2.3.1-1)'",
      "30050003612b62, 'malformed packet: the topic of a PUBLISH holds a wildcard (MQTT-3.3.2-2)'",
      "300300 0123, 'malformed packet: the topic of a PUBLISH holds a wildcard (MQTT-3.3.2-2)'", // #
      "3600, 'malformed packet: this packet may not have this QoS'",
      "8206 0000 0001 6100, 'malformed packet: the packet identifier is 0 (MQTT-2.3.1-1)'",
      "8006 0001 0001 6100, 'malformed packet: this packet may not have this QoS'",
      "8206 0001 0001 6103, 'malformed packet: this packet may not have this QoS'",
      "40020000, 'malformed packet: the packet identifier is 0 (MQTT-2.3.1-1)'",
      "4003000100, 'packet of type 4 has 3 bytes; the limit is 2'",
      "4000, 'malformed packet: a field is longer than its packet'",
      "c00100, 'packet of type 12 has 1 bytes; it may have none'",
      "e00100, 'packet of type 14 has 1 bytes; it may have none'",
      "0000, 'malformed packet: it breaks the rules of MQTT 3.1.1'",
      "f000, 'malformed packet: it breaks the rules of MQTT 3.1.1'",
      "20020000, 'a client may not send CONNACK here'",
      "90030001 00, 'a client may not send SUBACK here'",
      "b0020001, 'a client may not send UNSUBACK here'",
      "d000, 'a client may not send PINGRESP here'",
      "50020001, 'a client may not send PUBREC here'",
      "62020001, 'a client may not send PUBREL here'",
      "70020001, 'a client may not send PUBCOMP here'",
      "30ffffffff7f, 'malformed remaining length: more than 4 bytes (MQTT 2.2.3)'",
      "30ffffff7f, 'packet of type 3 has 268435455 bytes; the limit is 327683'",
      "828140, 'packet of type 8 has 8193 bytes; the limit is 8192'"
    })
    void a_packet_that_may_not_be(String hex, String reason) {
      device.send(HexFormat.of().parseHex(hex.replace(" ", "")));
      assertThat(hub.log()).singleElement().asString().startsWith("dev1 (embedded): " + reason);
      assertThat(device.isOpen()).isFalse();
      assertThat(device.received()).isEmpty();
      assertThat(hub.twins().connected()).isEmpty();
    }

    @Test
    void a_truncated_packet_and_the_end_of_the_stream() {
      byte[] report = publish(REPORT, "{\"a\":1}", 1, 5);
      device.send(Arrays.copyOf(report, report.length - 1));
      assertThat(device.isOpen()).isTrue();
      device.breakOff();
      assertClosed(device, "dev1 (embedded): the client broke the connection without DISCONNECT");
      assertThat(hub.twins().reported()).isEqualTo("{}");
    }

    @Test
    void disconnect_and_everything_before_it_has_been_carried_out() {
      hub.workers().pause();
      device.send(publish(REPORT, "{\"a\":1}", 0, 0), ClientPackets.DISCONNECT);
      assertThat(device.isOpen()).isTrue();
      hub.workers().resume();
      device.settle();
      assertClosed(device, "dev1 (embedded): the client disconnected");
      assertThat(hub.twins().reported()).isEqualTo("{\"a\":1}");
    }

    @Test
    void a_break_and_everything_before_it_has_been_carried_out() {
      hub.workers().pause();
      device.send(publish(REPORT, "{\"a\":1}", 0, 0));
      device.breakOff();
      hub.workers().resume();
      device.settle();
      assertClosed(device, "dev1 (embedded): the client broke the connection without DISCONNECT");
      assertThat(hub.twins().reported()).isEqualTo("{\"a\":1}");
    }

    @Test
    void a_reset_and_everything_before_it_has_been_carried_out() {
      hub.workers().pause();
      device.send(publish(REPORT, "{\"a\":1}", 0, 0));
      device.channel().pipeline().fireExceptionCaught(new IOException("Connection reset"));
      device.breakOff();
      hub.workers().resume();
      device.settle();
      assertClosed(device, "dev1 (embedded): the connection broke: Connection reset");
      assertThat(hub.twins().reported()).isEqualTo("{\"a\":1}");
    }

    @Test
    void a_mistake_in_a_handler() {
      device.channel().pipeline().fireExceptionCaught(new IllegalStateException("bug"));
      assertClosed(
          device, "dev1 (embedded): an error of the hub: java.lang.IllegalStateException: bug");
    }

    @Test
    void a_violation_and_everything_before_but_nothing_behind_it_is_carried_out() {
      device.send(subscribe(1, 0, ANSWERS)).received();
      device.send(joined(
          publish(REPORT, "{\"a\":1}", 1, 5),
          publish("bad", "", 0, 0),
          publish(REPORT, "{\"b\":1}", 1, 6)));
      assertThat(device.isOpen()).isFalse();
      assertThat(hub.twins().reported()).isEqualTo("{\"a\":1}");
      assertThat(device.received())
          .containsExactly("PUBACK #5", "PUBLISH q0 $iothub/twin/res/204/?$rid=1&$version=2");
    }

    @Test
    void a_newer_connection_of_the_same_identity() {
      TestDevice newer = hub.device("dev1");
      device.settle();
      assertThat(device.isOpen()).isFalse();
      assertThat(newer.isOpen()).isTrue();
      assertThat(hub.twins().connected()).containsExactly("dev1");
      assertThat(hub.frontEnd().connected()).isOne();
    }

    @Test
    void a_mistake_of_the_hub() {
      hub.twins().fail(new IllegalStateException("bug"));
      device.send(publish("$iothub/twin/GET/?$rid=1", "", 1, 3));
      assertThat(device.isOpen()).isFalse();
      assertThat(hub.log())
          .containsExactly(
              "dev1 (embedded): an error of the hub: java.lang.IllegalStateException: bug");
    }
  }

  @Test
  void a_device_and_its_module_are_two() {
    TestDevice module = hub.device("dev1/m");
    assertThat(hub.twins().connected()).containsExactly("dev1", "dev1/m");
    assertThat(hub.frontEnd().connected()).isEqualTo(2);
    module.send(ClientPackets.DISCONNECT);
    assertThat(device.isOpen()).isTrue();
  }
}
