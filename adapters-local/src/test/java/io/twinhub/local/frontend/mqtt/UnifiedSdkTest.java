package io.twinhub.local.frontend.mqtt;

import static io.twinhub.local.frontend.mqtt.ClientPackets.publish;
import static io.twinhub.local.frontend.mqtt.ClientPackets.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.local.frontend.mqtt.ClientPackets.Connect;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Microsoft's unified device SDK of November 2026, whose .NET client cannot be run here, by the bytes that it
 * sends. Source: unified-sdk.md 3 and 6.
 */
class UnifiedSdkTest {
  private static final String ANSWERS = "$iothub/twin/res/#";
  private static final String DESIRED = "$iothub/twin/PATCH/properties/desired/#";
  private static final String METHODS = "$iothub/methods/POST/#";
  private static final String CREDENTIALS = "$iothub/credentials/res/#";
  private static final String ISSUE = "$iothub/credentials/POST/issueCertificate/";
  private static final String GUID = "0b6e1e0e-6f7c-4e0a-9d38-0d1f4d9c1a11";

  private final TestHub hub = new TestHub();

  static Stream<Arguments> connects() {
    return Stream.of(
        Arguments.of(
            "C, with a certificate: no password, no clean session",
            "105200044d5154540480001e00046465763100406875622e746573742f646576312f3f6170692d766572"
                + "73696f6e3d323032302d30392d333026446576696365436c69656e74547970653d63253246312e352e30",
            ""),
        Arguments.of(
            "C, with a model",
            "106c00044d5154540480001e000464657631005a6875622e746573742f646576312f3f6170692d766572"
                + "73696f6e3d323032302d30392d333026446576696365436c69656e74547970653d63253246312e352e30"
                + "266d6f64656c2d69643d64746d69253341612533416225334231",
            "dtmi:a:b;1"),
        Arguments.of(
            ".NET: a password of no bytes, a clean session",
            "109f0100044d51545404c2003c000464657631008b6875622e746573742f646576312f3f6170692d7665"
                + "7273696f6e3d323032352d30382d30312d7072657669657726446576696365436c69656e74547970653d"
                + "4d6963726f736f66742e417a7572652e496f742e446576696365253246312e322e302532302532382e4e"
                + "455425323031302e302e302533422532304c696e75782533422532305836342532390000",
            ""),
        Arguments.of(
            ".NET, without a password",
            "109d0100044d5154540482003c000464657631008b6875622e746573742f646576312f3f6170692d7665"
                + "7273696f6e3d323032352d30382d30312d7072657669657726446576696365436c69656e74547970653d"
                + "4d6963726f736f66742e417a7572652e496f742e446576696365253246312e322e302532302532382e4e"
                + "455425323031302e302e302533422532304c696e7578253342253230583634253239",
            ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("connects")
  void connects_as_it_does(String form, String hex, String modelId) {
    TestDevice device = new TestDevice(hub).send(HexFormat.of().parseHex(hex));
    assertThat(device.received()).containsExactly("CONNACK 0");
    assertThat(hub.twins().announcedModels()).containsExactly(modelId);
    assertThat(device
            .send(
                subscribe(1, 0, ANSWERS),
                publish("$iothub/twin/PATCH/properties/reported/?$rid=1", "{}", 0, 0))
            .received())
        .containsExactly("SUBACK #1 [0]", "PUBLISH q0 $iothub/twin/res/204/?$rid=1&$version=2");
  }

  /** .NET counts anything but three zeros as a refusal, and connects anew for ever. */
  @Test
  void is_granted_three_filters_of_one_packet_with_exactly_the_qos_that_it_asks() {
    TestDevice device = hub.device("dev1").send(subscribe(1, 0, ANSWERS, METHODS, DESIRED));
    assertThat(device.receivedHex()).isEqualTo("9005" + "0001" + "000000");
  }

  /** C's client asks for each by itself. */
  @Test
  void is_granted_each_filter_by_itself_with_the_qos_that_it_asks() {
    TestDevice device = hub.device("dev1");
    device.send(
        subscribe(1, 0, ANSWERS),
        subscribe(2, 0, DESIRED),
        subscribe(3, 0, METHODS),
        subscribe(4, 1, "devices/dev1/messages/devicebound/#"),
        subscribe(5, 1, CREDENTIALS));
    assertThat(device.receivedHex())
        .isEqualTo("9003000100" + "9003000200" + "9003000300" + "9003000401" + "9003000501");
  }

  @Test
  void has_its_requests_with_qos_1_acknowledged_before_they_are_answered() {
    TestDevice device = hub.device("dev1");
    device.send(subscribe(1, 0, ANSWERS, METHODS, DESIRED)).received();
    device.send(publish("$iothub/twin/GET/?$rid=" + GUID, "", 1, 7));
    assertThat(device.received())
        .containsExactly(
            "PUBACK #7",
            "PUBLISH q0 $iothub/twin/res/200/?$rid=" + GUID
                + " {\"desired\":{\"$version\":1},\"reported\":{\"$version\":1}}");
    device.send(publish("$iothub/twin/PATCH/properties/reported/?$rid=" + GUID, "{\"a\":1}", 1, 8));
    assertThat(device.received())
        .containsExactly(
            "PUBACK #8", "PUBLISH q0 $iothub/twin/res/204/?$rid=" + GUID + "&$version=2");
  }

  @Test
  void is_told_of_desired_properties_once_with_qos_0() {
    TestDevice device = hub.device("dev1");
    device.send(subscribe(1, 0, ANSWERS, METHODS, DESIRED)).received();
    hub.twins().write("{\"a\":1}");
    assertThat(device.received())
        .containsExactly("PUBLISH q0 $iothub/twin/PATCH/properties/desired/?$version=2"
            + " {\"a\":1,\"$version\":2}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "&$.mid=1&$.cid=2&$.ct=application%2Fjson&$.ce=utf-8&key=value",
        "&$.mid=1",
        "&&key=value&",
        "%24.mid=1&%24.ct=application%2Fjson&key",
        "key="
      })
  void has_its_telemetry_taken_whatever_its_properties_look_like(String properties) {
    TestDevice device = hub.device("dev1");
    device.send(publish("devices/dev1/messages/events/" + properties, "x", 1, 9));
    assertThat(device.received()).containsExactly("PUBACK #9");
    assertThat(device.isOpen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void is_told_that_the_hub_issues_no_certificates(int qos) {
    TestDevice device = hub.device("dev1");
    device.send(subscribe(1, 1, CREDENTIALS)).received();
    device.send(publish(
        ISSUE + "?$rid=" + GUID, "{\"id\":\"dev1\",\"csr\":\"MIIB\",\"replace\":null}", qos, 5));
    String answer = "PUBLISH q0 $iothub/credentials/res/501/?$rid=" + GUID
        + " {\"errorCode\":501000,\"trackingId\":\"T-G:0-TimeStamp:11/21/2026 12:00:00\","
        + "\"message\":\"this hub issues no certificates to devices\","
        + "\"timestampUtc\":\"2026-11-21T12:00:00Z\","
        + "\"info\":{\"correlationId\":\"T\",\"credentialError\":\"NotImplemented\","
        + "\"credentialMessage\":\"this hub issues no certificates to devices\"},"
        + "\"retryAfter\":3600}";
    assertThat(device.received().stream()
            .map(line ->
                line.replaceAll("\"correlationId\":\"[0-9a-f]{32}\"", "\"correlationId\":\"T\"")))
        .containsExactlyElementsOf(
            qos == 0
                ? Stream.of(answer).toList()
                : Stream.of("PUBACK #5", answer).toList());
    assertThat(device.isOpen()).isTrue();
    assertThat(hub.refusals())
        .containsExactly(
            "dev1 (embedded): issueCertificate: 501000 NotImplemented: this hub issues no"
                + " certificates to devices");
  }

  @Test
  void hears_nothing_of_certificates_before_it_subscribes() {
    TestDevice device = hub.device("dev1");
    device.send(subscribe(1, 0, ANSWERS)).received();
    device.send(publish(ISSUE + "?$rid=abcd", "{}", 1, 5));
    assertThat(device.received()).containsExactly("PUBACK #5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {ISSUE, ISSUE + "?rid=1", ISSUE + "x/?$rid=1", "$iothub/credentials/GET/?$rid=1"})
  void is_hung_up_on_for_other_requests_about_credentials(String topic) {
    TestDevice device = hub.device("dev1").send(publish(topic, "", 0, 0));
    assertThat(device.isOpen()).isFalse();
    assertThat(hub.log()).singleElement().asString().contains(topic);
  }

  @Test
  void has_its_session_of_an_earlier_connection_forgotten_when_it_wants_a_clean_one() {
    TestDevice c = TestDevice.connected(hub, Connect.of("dev1").keepingItsSession());
    c.send(subscribe(1, 0, ANSWERS)).received();
    c.breakOff();
    TestDevice net = new TestDevice(hub).send(Connect.of("dev1").bytes());
    assertThat(net.received()).containsExactly("CONNACK 0");
  }
}
