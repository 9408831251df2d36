package io.twinhub.local.frontend.https;

import static io.twinhub.local.frontend.https.DeviceApiTest.assertRefused;
import static io.twinhub.local.frontend.https.DeviceApiTest.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.contract.AllEvents;
import io.twinhub.domain.access.AuthMethod;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.SystemProperty;
import io.twinhub.local.frontend.access.Registry;
import io.twinhub.local.frontend.access.Tokens;
import io.twinhub.local.frontend.https.RawClient.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of messages to the cloud over HTTPS. Source: messages.md 7, https-device.md. */
class TelemetryOverHttpsTest {
  private static final String EVENTS = "/devices/alpha/messages/events";
  private static final String BATCH = "Content-Type: application/vnd.microsoft.iothub.json";
  private static final long SE = RunningHub.NOON.plusSeconds(3600).getEpochSecond();
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final TwinAddress CAMERA = TwinAddress.module("alpha", "camera");
  private static final String TOKEN =
      "Authorization: " + Tokens.device("alpha", Registry.key("alpha"), SE);

  private final RunningHub hub = new RunningHub().with("alpha").with("alpha", "camera");

  TelemetryOverHttpsTest() {
    hub.registry().with(ALPHA).with(CAMERA);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private Answer send(String path, String body, String... headers) throws IOException {
    try (RawClient client = hub.raw()) {
      return client
          .send(request("POST", path + "?api-version=2020-09-30", body, headers))
          .answer();
    }
  }

  private Answer batch(String body) throws IOException {
    return send(EVENTS, body, TOKEN, BATCH);
  }

  private List<HubEvent> events() {
    return AllEvents.of(hub.engine().events());
  }

  private List<DeviceMessage> messages() {
    return events().stream().map(HubEvent::message).toList();
  }

  static Stream<Arguments> headers() {
    return Stream.of(
        Arguments.of(List.of(), Map.of(), Map.of()),
        Arguments.of( // Node
            List.of(
                "iothub-to: /devices/alpha/messages/events",
                "IoTHub-MessageId: m 1",
                "IoTHub-CorrelationId: c/1",
                "IoTHub-UserId: u",
                "iothub-app-a: x=1&2"),
            Map.of(
                SystemProperty.MESSAGE_ID, "m 1",
                SystemProperty.CORRELATION_ID, "c/1",
                SystemProperty.USER_ID, "u"),
            Map.of("a", "x=1&2")),
        Arguments.of( // Java
            List.of(
                "content-type: binary/octet-stream",
                "iothub-contenttype: application/json",
                "iothub-contentencoding: utf-8",
                "iothub-app-Level: high"),
            Map.of(
                SystemProperty.CONTENT_TYPE, "application/json",
                SystemProperty.CONTENT_ENCODING, "utf-8"),
            Map.of("Level", "high")),
        Arguments.of(
            List.of(
                "iothub-operation: d2c",
                "iothub-expiry: 2001-09-09T01:46:40.0000000Z",
                "iothub-creationtimeutc: 2026",
                "iothub-messageschema: s",
                "dt-subject: thermo",
                "iothub-interface-id: urn:x",
                "iothub-app-n:",
                "x-any: other"),
            Map.of(
                SystemProperty.EXPIRY, "2001-09-09T01:46:40Z",
                SystemProperty.CREATION_TIME, "2026",
                SystemProperty.SCHEMA, "s",
                SystemProperty.COMPONENT, "thermo",
                SystemProperty.INTERFACE_ID, "urn:x"),
            Map.of("n", "")),
        Arguments.of(
            List.of(
                "iothub-app-iothub-creation-time-utc: 2026",
                "iothub-app-e: gr\u00C3\u00BC\u00C3\u009Fe"),
            Map.of(SystemProperty.CREATION_TIME, "2026"),
            Map.of("e", "grüße")),
        Arguments.of(List.of("iothub-app-e: gr\u00FCn"), Map.of(), Map.of("e", "grün")));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void properties_stand_in_headers_as_each_client_writes_them(
      List<String> headers, Map<SystemProperty, String> system, Map<String, String> own)
      throws Exception {
    String[] all = Stream.concat(Stream.of(TOKEN), headers.stream()).toArray(String[]::new);
    assertThat(send(EVENTS, "hello", all).status()).isEqualTo(204);
    assertThat(messages()).containsExactly(new DeviceMessage(Bytes.ofText("hello"), system, own));
  }

  @Test
  void an_event_says_who_sent_it() throws Exception {
    String token = Tokens.device("alpha/modules/camera", Registry.key("alpha/camera"), SE);
    String path = "/devices/alpha/modules/camera/messages/events";
    assertThat(send(path, "x", "Authorization: " + token).status()).isEqualTo(204);
    assertThat(events().get(0).origin().address()).isEqualTo(CAMERA);
    assertThat(events().get(0).origin().authMethod()).contains(AuthMethod.OWN_KEY.text(CAMERA));
    assertThat(events().get(0).origin().generationId())
        .contains(
            hub.engine().identities().find(CAMERA).orElseThrow().identity().generationId());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'body':'b25l'} | one",
        "{'body':'b25l','base64Encoded':true} | one",
        "{'body':'b25l','base64Encoded':false} | b25l",
        "{'body':'no base64!'} | no base64!",
        "{'BODY':'b25l','BASE64ENCODED':false} | b25l",
        "{'body':''} | ``"
      })
  void a_body_of_a_batch_is_base64_or_a_text(String item, String body) throws Exception {
    assertThat(batch("[" + item.replace('\'', '"') + "]").status()).isEqualTo(204);
    assertThat(messages()).containsExactly(DeviceMessage.of(Bytes.ofText(body)));
  }

  @Test
  void properties_of_a_batch_are_those_of_each_message() throws Exception {
    assertThat(batch(
                ("[{'body':'b25l','base64Encoded':true,'properties':{'iothub-contenttype':'UTF-8',"
                        + "'iothub-correlationid':'c','iothub-messageid':'m'}},"
                        + "{'body':'b25l','properties':{'iothub-app-a-b':'x','iothub-userid':null,"
                        + "'iothub-expiry':'2001-09-09T01:46:40Z','other':'y'}}]")
                    .replace('\'', '"'))
            .status())
        .isEqualTo(204);
    assertThat(messages())
        .containsExactly(
            new DeviceMessage(
                Bytes.ofText("one"),
                Map.of(
                    SystemProperty.CONTENT_TYPE, "UTF-8",
                    SystemProperty.CORRELATION_ID, "c",
                    SystemProperty.MESSAGE_ID, "m"),
                Map.of()),
            new DeviceMessage(
                Bytes.ofText("one"),
                Map.of(SystemProperty.EXPIRY, "2001-09-09T01:46:40Z"),
                Map.of("a-b", "x")));
  }

  @Test
  void a_batch_is_kept_in_order() throws Exception {
    List<String> bodies = IntStream.range(0, 5_000).mapToObj(i -> "m" + i + "!").toList();
    String items = String.join(
        ",", bodies.stream().map(body -> "{\"body\":\"" + body + "\"}").toList());
    assertThat(batch("[" + items + "]").status()).isEqualTo(204);
    assertThat(messages().stream().map(message -> message.body().text()).toList())
        .isEqualTo(bodies);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'iothub-app-':'x'} | application property '' must have a name without control characters",
        "{'iothub-app-a\\nb':'x'} | application property 'a?b' must have a name without control"
            + " characters",
        "{'iothub-messageid':'1','IoTHub-MessageId':'2'} | property 'IoTHub-MessageId' occurs more"
            + " than once",
        "{'iothub-app-a':'1','IoTHub-App-a':'2'} | property 'a' occurs more than once",
        "{'iothub-app-a':{}} | [1].properties.iothub-app-a must be a string, a number, true, false"
            + " or null"
      })
  void one_unlawful_message_has_its_whole_batch_refused(String properties, String text)
      throws Exception {
    String items = "[{'body':'good'},{'body':'','properties':" + properties + "}]";
    assertRefused(batch(items.replace('\'', '"')), 400004, "ArgumentInvalid", text);
    assertThat(events()).isEmpty();
  }

  @Test
  void a_batch_of_too_many_messages_is_refused() throws Exception {
    String items = String.join(
        ",", IntStream.range(0, 5_001).mapToObj(i -> "{\"body\":\"\"}").toList());
    assertRefused(
        batch("[" + items + "]"),
        400004,
        "ArgumentInvalid",
        "the batch has 5001 messages; at most 5000 are allowed");
    assertThat(events()).isEmpty();
  }

  @Test
  void a_message_is_too_large_with_its_properties() throws Exception {
    assertRefused(
        send(EVENTS, "x".repeat(262_142), TOKEN, "iothub-app-a: bc"),
        413001,
        "MessageTooLarge",
        "the message has 262145 bytes with its properties; at most 262144 are allowed");
    assertThat(events()).isEmpty();
  }

  @Test
  void a_hub_that_stops_takes_no_message() throws Exception {
    hub.engine().close();
    assertRefused(send(EVENTS, "x", TOKEN), 503001, "ServiceUnavailable", "the hub is stopping");
  }

  @Test
  void a_header_twice_is_refused() throws Exception {
    assertRefused(
        send(EVENTS, "x", TOKEN, "iothub-app-a: 1", "iothub-app-a: 2"),
        400004,
        "ArgumentInvalid",
        "property 'a' occurs more than once");
    assertThat(events()).isEmpty();
  }

  @Test
  void nobody_is_let_in_by_what_a_header_says() throws Exception {
    assertThat(send(
                EVENTS,
                "x",
                TOKEN,
                "iothub-app-iothub-connection-device-id: beta",
                "iothub-app-a: b")
            .status())
        .isEqualTo(204);
    assertThat(events().get(0).origin().address()).isEqualTo(ALPHA);
    assertThat(events().get(0).message().properties()).isEqualTo(Map.of("a", "b"));
  }
}
