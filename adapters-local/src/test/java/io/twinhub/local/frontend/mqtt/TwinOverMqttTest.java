package io.twinhub.local.frontend.mqtt;

import static io.twinhub.local.frontend.mqtt.ClientPackets.pubAck;
import static io.twinhub.local.frontend.mqtt.ClientPackets.publish;
import static io.twinhub.local.frontend.mqtt.ClientPackets.subscribe;
import static io.twinhub.local.frontend.mqtt.ClientPackets.unsubscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.twinhub.domain.error.RequestError;
import io.twinhub.local.frontend.mqtt.ClientPackets.Connect;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device uses its twin. Source: mqtt.md 3, sdk-wire.md 5. */
class TwinOverMqttTest {
  private static final String ANSWERS = "$iothub/twin/res/#";
  private static final String DESIRED = "$iothub/twin/PATCH/properties/desired/#";
  private static final String REPORT = "$iothub/twin/PATCH/properties/reported/?$rid=";

  private final TestHub hub = new TestHub();
  private final TestDevice device = hub.device("thermostat-7");

  private TestDevice listening() {
    device.send(subscribe(1, 0, ANSWERS)).received();
    return device;
  }

  private TestDevice watching(int qos) {
    listening().send(subscribe(2, qos, DESIRED)).received();
    return device;
  }

  private static ThrowingConsumer<String> error(int status, int number) {
    return line -> assertThat(line)
        .startsWith("PUBLISH q0 $iothub/twin/res/" + status
            + "/?$rid=9 {\"errorCode\":" + number
            + ",\"trackingId\":\"T-G:0-TimeStamp:11/21/2026 12:00:00\",\"message\":\"")
        .endsWith("\",\"timestampUtc\":\"2026-11-21T12:00:00Z\"}");
  }

  @Test
  void what_the_hub_refuses_leaves_a_line_in_the_log() {
    listening()
        .send(
            publish("$iothub/twin/PATCH/properties/reported/?$rid=1", "{", 0, 0),
            publish("$iothub/twin/PATCH/properties/reported/?$rid=2&$version=9", "{}", 0, 0))
        .received();
    hub.twins().refuse(RequestError.unavailable("the disk\nis full"));
    device.send(publish("$iothub/twin/GET/?$rid=3", "", 0, 0)).received();
    assertThat(hub.refusals()).hasSize(3);
    assertThat(hub.refusals().get(0))
        .startsWith(
            "thermostat-7 (embedded): PATCH: 400006 IotHubFormatError: not JSON: line 1, column 2:");
    assertThat(hub.refusals().get(1))
        .startsWith("thermostat-7 (embedded): PATCH: 412001 PreconditionFailed:");
    assertThat(hub.refusals().get(2))
        .isEqualTo("thermostat-7 (embedded): GET: 503001 ServiceUnavailable: the disk?is full");
    assertThat(hub.log()).isEmpty();
  }

  @Nested
  class Reading {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "ignored"})
    void gives_both_sections_with_their_versions(String payload) {
      hub.twins().write("{\"interval\":30}");
      assertThat(listening()
              .send(publish("$iothub/twin/GET/?$rid=9", payload, 0, 0))
              .received())
          .containsExactly("PUBLISH q0 $iothub/twin/res/200/?$rid=9"
              + " {\"desired\":{\"interval\":30,\"$version\":2},\"reported\":{\"$version\":1}}");
    }

    @Test
    void is_acknowledged_before_it_is_answered() {
      assertThat(
              listening().send(publish("$iothub/twin/GET/?$rid=9", "", 1, 77)).received())
          .containsExactly(
              "PUBACK #77",
              "PUBLISH q0 $iothub/twin/res/200/?$rid=9"
                  + " {\"desired\":{\"$version\":1},\"reported\":{\"$version\":1}}");
    }

    @Test
    void is_acknowledged_and_answered_in_one_flush() {
      TestDevice listening = listening();
      int[] flushes = {0};
      listening.channel().pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
        @Override
        public void flush(ChannelHandlerContext context) {
          flushes[0]++;
          context.flush();
        }
      });
      assertThat(listening.send(publish("$iothub/twin/GET/?$rid=9", "", 1, 77)).received())
          .hasSize(2);
      assertThat(flushes[0]).isOne();
    }

    @Test
    void does_not_answer_to_a_subscription_that_came_later() {
      hub.workers().pause();
      device.send(publish("$iothub/twin/GET/?$rid=9", "", 1, 5), subscribe(6, 0, ANSWERS));
      hub.workers().resume();
      assertThat(device.received()).containsExactly("PUBACK #5", "SUBACK #6 [0]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "%41%2f", "2d0b%2D", "Ä b", "a=b", "9f1c-…"})
    void returns_the_request_id_byte_for_byte(String rid) {
      assertThat(listening()
              .send(publish("$iothub/twin/GET/?$rid=" + rid, "", 0, 0))
              .received())
          .singleElement()
          .asString()
          .startsWith("PUBLISH q0 $iothub/twin/res/200/?$rid=" + rid + " {");
    }

    @Test
    void without_a_subscription_to_answers_is_acknowledged_only() {
      assertThat(device.send(publish("$iothub/twin/GET/?$rid=9", "", 1, 5)).received())
          .containsExactly("PUBACK #5");
    }

    @Test
    void is_refused_with_an_error_body() {
      TestDevice listening = listening();
      hub.twins().refuse(RequestError.unavailable("stopping"));
      assertThat(listening.send(publish("$iothub/twin/GET/?$rid=9", "", 0, 0)).received())
          .satisfiesExactly(error(503, 503001));
    }
  }

  @Nested
  class Reporting {
    @Test
    void answers_204_and_the_new_version() {
      assertThat(listening().send(publish(REPORT + "9", "{\"t\":21}", 0, 0)).received())
          .containsExactly("PUBLISH q0 $iothub/twin/res/204/?$rid=9&$version=2");
      assertThat(hub.twins().reported()).isEqualTo("{\"t\":21}");
    }

    @Test
    void with_the_current_version_is_taken() {
      assertThat(listening()
              .send(publish(REPORT + "9&$version=1", "{\"t\":21}", 0, 0))
              .received())
          .containsExactly("PUBLISH q0 $iothub/twin/res/204/?$rid=9&$version=2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "2", "999999999999999999"})
    void with_another_version_is_412(String version) {
      String topic = REPORT + "9&$version=" + version;
      assertThat(listening().send(publish(topic, "{\"t\":21}", 0, 0)).received())
          .satisfiesExactly(error(412, 412001));
      assertThat(hub.twins().reported()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.0", "x", "9999999999999999999"})
    void with_a_version_that_is_none_is_400(String version) {
      String topic = REPORT + "9&$version=" + version;
      assertThat(listening().send(publish(topic, "{\"t\":21}", 0, 0)).received())
          .satisfiesExactly(error(400, 400004));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1]", "7", "{\"a\":1} x"})
    void what_is_not_a_json_object_is_400(String payload) {
      assertThat(listening().send(publish(REPORT + "9", payload, 1, 3)).received())
          .satisfiesExactly(line -> assertThat(line).isEqualTo("PUBACK #3"), error(400, 400006));
    }

    @Test
    void without_a_request_id_is_carried_out_and_nobody_is_told() {
      String topic = "$iothub/twin/PATCH/properties/reported/";
      assertThat(listening().send(publish(topic, "{\"t\":21}", 1, 3)).received())
          .containsExactly("PUBACK #3");
      assertThat(hub.twins().reported()).isEqualTo("{\"t\":21}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hub.test/old", "hub.test/old/", "hub.test/old/?DeviceClientType=x"})
    void without_an_api_version_in_the_user_name_is_400(String userName) {
      TestDevice old = TestDevice.connected(hub, Connect.of("old").userName(userName));
      old.send(subscribe(1, 0, ANSWERS)).received();
      assertThat(old.send(publish(REPORT + "9", "{\"t\":21}", 0, 0)).received())
          .satisfiesExactly(error(400, 400001));
      assertThat(hub.twins().reported()).isEqualTo("{}");
    }

    @Test
    void a_read_that_follows_reports_shows_them() {
      assertThat(listening()
              .send(
                  publish(REPORT + "1", "{\"t\":1}", 0, 0),
                  publish(REPORT + "2", "{\"t\":2}", 0, 0),
                  publish("$iothub/twin/GET/?$rid=3", "", 0, 0))
              .received())
          .last()
          .asString()
          .contains("$iothub/twin/res/200/?$rid=3", "\"t\":2", "\"$version\":3");
    }

    @Test
    void many_at_once_are_carried_out_in_order() {
      assertThat(listening()
              .send(
                  publish(REPORT + "1", "{\"t\":1}", 1, 1),
                  publish(REPORT + "2", "{\"t\":2}", 1, 2),
                  publish(REPORT + "3", "{\"t\":3}", 1, 3))
              .received())
          .containsExactly(
              "PUBACK #1",
              "PUBLISH q0 $iothub/twin/res/204/?$rid=1&$version=2",
              "PUBACK #2",
              "PUBLISH q0 $iothub/twin/res/204/?$rid=2&$version=3",
              "PUBACK #3",
              "PUBLISH q0 $iothub/twin/res/204/?$rid=3&$version=4");
    }
  }

  @Nested
  class Desired_changes {
    @Test
    void come_to_those_who_subscribed_with_the_version_in_topic_and_body() {
      TestDevice watching = watching(0);
      hub.twins().write("{\"interval\":30,\"gone\":null}");
      assertThat(watching.received())
          .containsExactly("PUBLISH q0 $iothub/twin/PATCH/properties/desired/?$version=2"
              + " {\"interval\":30,\"gone\":null,\"$version\":2}");
    }

    @Test
    void do_not_come_to_others() {
      TestDevice listening = listening();
      hub.twins().write("{\"interval\":30}");
      assertThat(listening.received()).isEmpty();
    }

    @Test
    void stop_when_unsubscribed() {
      TestDevice watching = watching(1);
      assertThat(watching.send(unsubscribe(3, DESIRED)).received()).containsExactly("UNSUBACK #3");
      hub.twins().write("{\"interval\":30}");
      assertThat(watching.received()).isEmpty();
      assertThat(hub.twins().watchers()).isZero();
    }

    @Test
    void come_once_also_to_those_who_subscribed_twice() {
      TestDevice watching = watching(0).send(subscribe(3, 1, DESIRED));
      watching.received();
      hub.twins().write("{\"a\":1}");
      assertThat(watching.received())
          .containsExactly("PUBLISH q1 #1 $iothub/twin/PATCH/properties/desired/?$version=2"
              + " {\"a\":1,\"$version\":2}");
    }

    @Test
    void with_qos_1_wait_for_acknowledgements_after_sixteen() {
      TestDevice watching = watching(1);
      for (int i = 0; i < 20; i++) {
        hub.twins().write("{\"n\":" + i + "}");
      }
      assertThat(watching.received()).hasSize(16);
      assertThat(watching.send(pubAck(1), pubAck(1), pubAck(9), pubAck(4711)).received())
          .containsExactly(
              "PUBLISH q1 #17 $iothub/twin/PATCH/properties/desired/?$version=18"
                  + " {\"n\":16,\"$version\":18}",
              "PUBLISH q1 #18 $iothub/twin/PATCH/properties/desired/?$version=19"
                  + " {\"n\":17,\"$version\":19}");
    }

    @Test
    void end_the_connection_of_a_client_that_never_acknowledges_them() {
      TestDevice watching = watching(1);
      for (int i = 0; i < 16 + 256; i++) {
        hub.twins().write("{\"n\":1}");
        watching.settle();
      }
      assertThat(watching.isOpen()).isTrue();
      hub.twins().write("{\"n\":1}");
      watching.settle();
      assertThat(watching.isOpen()).isFalse();
      assertThat(hub.log())
          .containsExactly("thermostat-7 (embedded): the client takes desired properties too"
              + " slowly: 256 writes wait");
    }

    @Test
    void that_a_read_knows_come_before_its_answer_the_others_after_it() {
      TestDevice watching = watching(0);
      hub.workers().pause();
      watching.send(publish("$iothub/twin/GET/?$rid=9", "", 0, 0));
      hub.twins().write("{\"before\":1}");
      hub.twins().duringRead(() -> {
        hub.twins().write("{\"after\":1}");
        watching.channel().runPendingTasks();
      });
      hub.workers().resume();
      assertThat(watching.received())
          .containsExactly(
              "PUBLISH q0 $iothub/twin/PATCH/properties/desired/?$version=2"
                  + " {\"before\":1,\"$version\":2}",
              "PUBLISH q0 $iothub/twin/res/200/?$rid=9"
                  + " {\"desired\":{\"before\":1,\"$version\":2},\"reported\":{\"$version\":1}}",
              "PUBLISH q0 $iothub/twin/PATCH/properties/desired/?$version=3"
                  + " {\"after\":1,\"$version\":3}");
    }
  }
}
