package io.twinhub.local.frontend.mqtt.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.method.CallId;
import io.twinhub.domain.message.method.MethodName;
import io.twinhub.domain.twin.property.Version;
import io.twinhub.local.frontend.mqtt.topic.TwinTopic.Get;
import io.twinhub.local.frontend.mqtt.topic.TwinTopic.PatchReported;
import io.twinhub.local.frontend.net.ProtocolViolation;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What devices and modules may publish and subscribe to. Source: mqtt.md 3, 4 and 6. */
class OwnTopicsTest {
  private static final String REPORTED = "$iothub/twin/PATCH/properties/reported/";

  private final OwnTopics device = new OwnTopics(TwinAddress.device("dev#1"));
  private final OwnTopics module = new OwnTopics(TwinAddress.module("dev#1", "mod+2"));

  @Nested
  class A_read {
    @ParameterizedTest
    @CsvSource({
      "$iothub/twin/GET/?$rid=1, 1",
      "$iothub/twin/GET/?$rid=%2F%41, %2F%41",
      "$iothub/twin/GET/?$rid=a=b, a=b",
      "$iothub/twin/GET/?$rid=1&$version=7, 1",
      "$iothub/twin/GET/?x=y&$rid=1, 1",
      "$iothub/twin/GET/?$rid=1&$rid=2, 1"
    })
    void keeps_the_request_id_as_it_is(String topic, String rid) {
      assertThat(device.published(topic)).contains(new Get(new RequestId(rid)));
      assertThat(module.published(topic)).contains(new Get(new RequestId(rid)));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "$iothub/twin/GET/",
          "$iothub/twin/GET/?",
          "$iothub/twin/GET/?$rid=",
          "$iothub/twin/GET/?rid=1",
          "$iothub/twin/GET/?$RID=1"
        })
    void without_a_request_id_is_a_violation(String topic) {
      assertThatThrownBy(() -> device.published(topic))
          .isInstanceOf(ProtocolViolation.class)
          .hasMessage("read of the twin without $rid: '" + topic + "'");
    }
  }

  @Nested
  class A_report {
    @ParameterizedTest
    @ValueSource(strings = {"?$rid=1&$version=7", "?$version=7&$rid=1", "?$rid=1&$version=7&a=b"})
    void may_name_the_version_that_it_expects(String parameters) {
      assertThat(device.published(REPORTED + parameters))
          .contains(new PatchReported(Optional.of(new RequestId("1")), Optional.of("7")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?", "?$rid="})
    void may_lack_a_request_id(String parameters) {
      assertThat(device.published(REPORTED + parameters))
          .contains(new PatchReported(Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "7, 7", "007, 7", "999999999999999999, 999999999999999999"})
    void expects_a_whole_number(String text, long version) {
      assertThat(new PatchReported(Optional.empty(), Optional.of(text)).expected())
          .contains(new Version(version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1.0", "1e3", " 1", "١", "1000000000000000000"})
    void expects_nothing_else(String text) {
      PatchReported report = new PatchReported(Optional.empty(), Optional.of(text));
      assertThatThrownBy(report::expected)
          .hasMessage("$version '" + text + "': use a whole number")
          .isInstanceOfSatisfying(
              HubException.class,
              refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.ARGUMENT_INVALID));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$iothub/twin/GET/x?$rid=1",
        "$iothub/twin/GET/x/?$rid=1",
        "$iothub/twin/GET/?$rid=1/2",
        "$iothub/twin/GET/?$rid=1/",
        "$iothub/twin/PATCH/properties/reported/x/?$rid=1",
        "$iothub/twin/PATCH/properties/reported/$rid=1"
      })
  void a_twin_topic_with_more_segments_is_a_violation(String topic) {
    assertThatThrownBy(() -> device.published(topic))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessage("publish to a topic with more segments: '" + topic + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "devices/dev#1/messages/events/",
        "devices/dev#1/messages/events",
        "devices/dev%231/messages/events/",
        "devices/dev#1/messages/events/a=b&%24.ct=application%2Fjson",
        "devices/dev#1/messages/events/?$.mid=1/",
        "devices/dev#1/messages/events/a=b/c"
      })
  void telemetry_of_a_device_asks_nothing(String topic) {
    assertThat(device.published(topic)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "devices/dev#1/modules/mod+2/messages/events/",
        "devices/dev#1/modules/mod+2/messages/events/a=b/",
        "devices/dev%231/modules/mod%2B2/messages/events/a=b"
      })
  void telemetry_of_a_module_asks_nothing(String topic) {
    assertThat(module.published(topic)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "a",
        "$iothub",
        "$iothub/",
        "$iothub/twin",
        "$iothub/twin/GET",
        "$iothub/twin/GET?$rid=1",
        "$iothub/twin/get/?$rid=1",
        "$IOTHUB/twin/GET/?$rid=1",
        "/$iothub/twin/GET/?$rid=1",
        "$iothub/twin/PUT/?$rid=1",
        "$iothub/twin/DELETE/?$rid=1",
        "$iothub/twin/res/200/?$rid=1",
        "$iothub/twin/PATCH/properties/desired/?$rid=1",
        "$iothub/twin/PATCH/properties/reported",
        "$iothub/twin/PATCH/?$rid=1",
        "$iothub/methods/POST/reboot/?$rid=1",
        "$SYS/broker",
        "devices/other/messages/events/",
        "devices/DEV#1/messages/events/",
        "devices//messages/events/",
        "devices/dev#1",
        "devices/dev#1/messages",
        "devices/dev#1/messages/devicebound/",
        "devices/dev#1/messages/eventsx",
        "devices/dev#1/modules/mod+2/messages/events/",
        "Devices/dev#1/messages/events/"
      })
  void a_device_may_publish_nowhere_else(String topic) {
    assertThatThrownBy(() -> device.published(topic))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessage("publish to an unknown topic: '" + topic + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "devices/dev#1/messages/events/",
        "devices/dev#1/modules/other/messages/events/",
        "devices/other/modules/mod+2/messages/events/",
        "devices/dev#1/modules/mod+2/inputs/in/",
        "devices/dev#1/module/mod+2/messages/events/"
      })
  void a_module_may_not_publish_as_another(String topic) {
    assertThatThrownBy(() -> module.published(topic)).isInstanceOf(ProtocolViolation.class);
  }

  @Test
  void a_topic_that_was_not_utf_8_cannot_be_echoed_and_is_a_violation() {
    assertThatThrownBy(() -> device.published("$iothub/twin/GET/?$rid=\uFFFD"))
        .hasMessageStartingWith("publish to a topic that is not valid UTF-8 (MQTT-1.5.3)");
    assertThatThrownBy(() -> device.published("$iothub/twin/GET/?$rid=a\0"))
        .hasMessage("publish to a topic that is not valid UTF-8 (MQTT-1.5.3):"
            + " '$iothub/twin/GET/?$rid=a?'");
  }

  @Test
  void a_reason_is_one_line_and_short() {
    String topic = "a\r\nb\u2028c\u0085" + "x".repeat(70_000);
    assertThatThrownBy(() -> device.published(topic))
        .hasMessage("publish to an unknown topic: 'a??b?c?" + "x".repeat(193) + "…'");
  }

  @ParameterizedTest
  @CsvSource({
    "$iothub/twin/res/#, TWIN_ANSWERS",
    "$iothub/twin/PATCH/properties/desired/#, DESIRED_CHANGES",
    "$iothub/methods/POST/#, METHOD_CALLS",
    "devices/dev#1/messages/devicebound/#, DEVICE_BOUND_MESSAGES",
    "devices/dev%231/messages/devicebound/#, DEVICE_BOUND_MESSAGES"
  })
  void a_device_may_subscribe_to_what_is_documented(String filter, SubscribableTopic topic) {
    assertThat(device.requireSubscribable(filter)).isEqualTo(topic);
  }

  @ParameterizedTest
  @CsvSource({
    "$iothub/twin/res/#, TWIN_ANSWERS",
    "$iothub/twin/PATCH/properties/desired/#, DESIRED_CHANGES",
    "$iothub/methods/POST/#, METHOD_CALLS",
    "devices/dev#1/modules/mod+2/#, MODULE_MESSAGES",
    "devices/dev#1/modules/mod+2/inputs/#, MODULE_INPUTS",
    "devices/dev%231/modules/mod%2B2/inputs/#, MODULE_INPUTS",
    "devices/dev#1/modules/mod+2/messages/devicebound/#, DEVICE_BOUND_MESSAGES"
  })
  void a_module_may_subscribe_to_what_is_documented(String filter, SubscribableTopic topic) {
    assertThat(module.requireSubscribable(filter)).isEqualTo(topic);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "#",
        "+",
        "+/#",
        "$iothub/#",
        "$iothub/twin/#",
        "$iothub/twin/res",
        "$iothub/twin/res/",
        "$iothub/twin/res/+",
        "$iothub/twin/res/200/#",
        "$iothub/+/res/#",
        "$iothub/twin/RES/#",
        "$iothub/twin/PATCH/#",
        "$iothub/twin/PATCH/properties/desired/",
        "$iothub/twin/PATCH/properties/reported/#",
        "$iothub/methods/#",
        "devices/#",
        "devices/+/messages/devicebound/#",
        "devices/dev#1/#",
        "devices/dev#1/messages/#",
        "devices/dev#1/messages/devicebound",
        "devices/dev#1/messages/devicebound/",
        "devices/dev#1/messages/events/#",
        "devices/other/messages/devicebound/#",
        "devices/dev#1/modules/mod+2/#",
        "devices/dev#1/inputs/#",
        "$SYS/#"
      })
  void a_device_may_subscribe_to_nothing_else(String filter) {
    assertThatThrownBy(() -> device.requireSubscribable(filter))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessage("subscription to an unknown filter: '" + filter + "'");
    assertThat(device.findSubscribable(filter)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "200/?$rid=7f3, 200, 7f3",
    "-1/?$rid=7f3, -1, 7f3",
    "0/?$rid=7F3, 0, 7f3",
    "007/?$rid=1, 7, 1",
    "2147483647/?$rid=1, 2147483647, 1",
    "200/?$rid=%37f3, 200, 7f3",
    "200/?a=b&$rid=7f3&c, 200, 7f3"
  })
  void an_answer_to_a_method_has_any_status_and_names_its_call(
      String rest, int status, String call) {
    String topic = "$iothub/methods/res/" + rest;
    TwinTopic.Request answer =
        new TwinTopic.MethodAnswered(topic, Optional.of(status), CallId.parse(call));
    assertThat(device.published(topic)).contains(answer);
    assertThat(module.published(topic)).contains(answer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "200",
        "200/",
        "200/?",
        "200/?$rid=",
        "200/?rid=1",
        "200/$rid=1",
        "200?$rid=1",
        "200/?$rid=xyz",
        "200/?$rid=1/",
        "200/x/?$rid=1",
        "200/?$rid=11112222333344445",
        "/?$rid=1",
        "ok/?$rid=1",
        "+200/?$rid=1",
        "2e2/?$rid=1",
        "200.0/?$rid=1",
        "2147483648/?$rid=1",
        "99999999999/?$rid=1",
        "\u0662\u0660\u0660/?$rid=1"
      })
  void a_malformed_answer_to_a_method_lacks_its_status_or_its_call(String rest) {
    assertThat(device.published("$iothub/methods/res/" + rest))
        .get()
        .isInstanceOfSatisfying(
            TwinTopic.MethodAnswered.class,
            answer -> assertThat(answer.status().isPresent() && answer.call().isPresent())
                .isFalse());
  }

  @ParameterizedTest
  @CsvSource({
    "reboot, $iothub/methods/POST/reboot/?$rid=7f3",
    "thermostat*reboot, $iothub/methods/POST/thermostat*reboot/?$rid=7f3",
    "a%20b, $iothub/methods/POST/a%20b/?$rid=7f3",
    "a+b#c, $iothub/methods/POST/a%2Bb%23c/?$rid=7f3"
  })
  void a_call_names_its_method_as_it_is_without_wildcards(String name, String topic) {
    CallId call = new CallId(0x7f3);
    assertThat(new TwinTopic.MethodCalled(new MethodName(name), call).text()).isEqualTo(topic);
  }

  @Test
  void answers_name_the_request_first_and_the_version_last() {
    RequestId rid = new RequestId("%41");
    assertThat(new TwinTopic.Response(204, rid, Optional.of(new Version(7))).text())
        .isEqualTo("$iothub/twin/res/204/?$rid=%41&$version=7");
    assertThat(new TwinTopic.Response(200, rid, Optional.empty()).text())
        .isEqualTo("$iothub/twin/res/200/?$rid=%41");
    assertThat(new TwinTopic.DesiredChanged(new Version(7)).text())
        .isEqualTo("$iothub/twin/PATCH/properties/desired/?$version=7");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 99, 1000, -200})
  void answers_have_a_status_of_three_digits(int status) {
    RequestId rid = new RequestId("1");
    assertThatThrownBy(() -> new TwinTopic.Response(status, rid, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
