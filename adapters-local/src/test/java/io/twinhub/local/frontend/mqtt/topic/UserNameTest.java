package io.twinhub.local.frontend.mqtt.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.local.frontend.net.ProtocolViolation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** User names of real clients, and odd ones. Source: mqtt.md 2, sdk-wire.md 5.1. */
class UserNameTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "h/d/?api-version=2021-04-12&DeviceClientType=x%20y d 2021-04-12 ''",
        "h/d/?api-version=2020-09-30&model-id=dtmi%3Aa%3Ab%3B1&DeviceClientType=x d 2020-09-30 dtmi:a:b;1",
        "h/d/?api-version=2020-09-30&model-id=dtmi:a:b;1&DeviceClientType=x/(y) d 2020-09-30 dtmi:a:b;1",
        "h/d/?DeviceClientType=x&model-id=dtmi%3aa%3ab%3b1&api-version=2020-09-30 d 2020-09-30 dtmi:a:b;1",
        "h/d/m/?api-version=2021-04-12 d/m 2021-04-12 ''",
        "h:8883/d?api-version=2021-04-12 d 2021-04-12 ''",
        "h/d/api-version=2016-11-14 d 2016-11-14 ''",
        "h/d/api-version=2016-11-14&DeviceClientType=x d 2016-11-14 ''",
        "h/d/DeviceClientType=azure-iot-device%2F1.3.0%20(node%20v6)&api-version=2016-11-14 d 2016-11-14 ''",
        "h/d/DeviceClientType=azure-iot-device/1.3.0&api-version=2016-11-14 d 2016-11-14 ''",
        "h/d/m/model-id=dtmi:a:b;1&api-version=2016-11-14 d/m 2016-11-14 dtmi:a:b;1",
        "H.Example/d/?api%2Dversion=2021-04-12 d 2021-04-12 ''",
        "h/a?b&c=d/?api-version=2021-04-12 a?b&c=d 2021-04-12 ''",
        "h/a%20b#+/?api-version=2021-04-12 a%20b#+ 2021-04-12 ''",
        "h/d/?api-version=1&api-version=2 d 1 ''",
        "h/d/?api-version=2021-04-12&model-id=100%zz d 2021-04-12 100%zz",
        "h/d/?api-version=2021-04-12&model-id=a+b d 2021-04-12 a+b"
      })
  void that_are_understood(String userName, String clientId, String apiVersion, String modelId) {
    UserName parsed = UserName.parse(userName, clientId);
    assertThat(parsed.apiVersion()).contains(apiVersion);
    assertThat(parsed.modelId()).isEqualTo(modelId);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h/d",
        "h/d/",
        "h/d/?",
        "h/d?",
        "h/d/?api-version=",
        "h/d/?model-id=x",
        "h/d/model-id=x"
      })
  void that_name_no_api_version_are_accepted_as_well(String userName) {
    assertThat(UserName.parse(userName, "d").apiVersion()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', d",
    "d, d",
    "/d, d",
    "h/, d",
    "h/other/?api-version=1, d",
    "h/D/?api-version=1, d",
    "h/e/m/?api-version=1, d/m",
    "d/?api-version=1, d"
  })
  void that_name_another_id_or_none_are_refused(String userName, String clientId) {
    assertThatThrownBy(() -> UserName.parse(userName, clientId))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessage("user name does not have the form {host}/" + clientId
            + "/?api-version=…: it names another id or no id");
  }

  @ParameterizedTest
  @CsvSource({
    "h/d/m/?api-version=1, d",
    "h/dd/?api-version=1, d",
    "h/d//?api-version=1, d",
    "h/d/m?api-version=1, d",
    "h/d/=x, d",
    "h/d/m, d"
  })
  void that_go_on_in_an_unknown_way_are_refused(String userName, String clientId) {
    assertThatThrownBy(() -> UserName.parse(userName, clientId))
        .isInstanceOf(ProtocolViolation.class)
        .hasMessage("user name has an unrecognised suffix after {host}/d: use /?api-version=…");
  }

  @Test
  void a_model_id_has_a_longest_length() {
    assertThat(UserName.parse("h/d/?model-id=" + "x".repeat(2048), "d").modelId())
        .hasSize(2048);
    assertThatThrownBy(() -> UserName.parse("h/d/?model-id=" + "x".repeat(2049), "d"))
        .hasMessage("user name holds a model-id of 2049 characters; the limit is 2048");
  }
}
