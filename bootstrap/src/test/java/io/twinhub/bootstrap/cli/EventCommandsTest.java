package io.twinhub.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.contract.AllEvents;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.HubEvent;
import io.twinhub.domain.message.event.SystemProperty;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Telemetry at the command line: sent in place of a device, and read. */
@Timeout(120)
class EventCommandsTest {
  private static Twinhub hub;

  @BeforeAll
  static void start() {
    hub = Twinhub.start(HubConfig.forTests(Ran.runFolder()));
    for (String id : List.of("d", "d2", "other")) {
      var unused =
          hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.device(id)));
    }
    var unused =
        hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.module("d", "m")));
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  private static String[] command(String words, String... more) {
    return Stream.concat(Arrays.stream(words.split(" ")), Arrays.stream(more))
        .toArray(String[]::new);
  }

  private static void sent(String device, String... more) {
    Ran ran = Ran.twinhub(command("device send-d2c-message -d " + device, more));
    assertThat(ran).isEqualTo(new Ran(0, "", ""));
  }

  private static List<HubEvent> kept(String body) {
    return AllEvents.of(hub.ports().events()).stream()
        .filter(event -> event.message().body().text().equals(body))
        .toList();
  }

  private static String reading() {
    return "reading events of 127.0.0.1:%d/%s; Ctrl-C ends it\n"
        .formatted(hub.facts().events().port(), hub.facts().events().eventHub());
  }

  @Test
  void a_message_is_kept_with_all_that_was_said_of_it() {
    sent(
        "d",
        "--data",
        "grün",
        "-p",
        "kind=a=b; level=3;empty=;$.mid=m 1;$.cid=c/1;$.uid=u;$.ct=text/plain;$.ce=utf-8",
        "--login",
        hub.facts().connectionString());
    HubEvent event = kept("grün").get(0);
    assertThat(event.origin().address()).isEqualTo(TwinAddress.device("d"));
    assertThat(event.message().properties()).hasToString("{kind=a=b, level=3, empty=}");
    assertThat(event.message().find(SystemProperty.MESSAGE_ID)).contains("m 1");
    assertThat(event.message().find(SystemProperty.CORRELATION_ID)).contains("c/1");
    assertThat(event.message().find(SystemProperty.USER_ID)).contains("u");
    assertThat(event.message().find(SystemProperty.CONTENT_TYPE)).contains("text/plain");
    assertThat(event.message().find(SystemProperty.CONTENT_ENCODING)).contains("utf-8");
  }

  @Test
  void a_module_sends_as_itself() {
    sent("d", "-m", "m", "--data", "of a module");
    assertThat(kept("of a module").get(0).origin().address())
        .isEqualTo(TwinAddress.module("d", "m"));
  }

  @Test
  void as_many_are_sent_as_were_asked_for() {
    sent("d2", "--data", "five times", "--mc", "5");
    assertThat(kept("five times")).hasSize(5);
  }

  @Test
  void the_bytes_of_a_file_are_sent_as_they_are(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("body");
    Files.write(file, new byte[] {(byte) 0xFF, 0});
    int before = AllEvents.of(hub.ports().events()).size();
    sent("d", "--dfp", file.toString());
    assertThat(AllEvents.of(hub.ports().events()))
        .hasSize(before + 1)
        .anyMatch(
            event -> Arrays.equals(event.message().body().toArray(), new byte[] {(byte) 0xFF, 0}));
  }

  @Test
  void a_simulated_device_sends_az_s_telemetry_and_stops() {
    Ran ran =
        Ran.twinhub(command("device simulate -d d2 --mc 2 --mi 0 --data hum -p source=simulated"));
    assertThat(ran.code()).isZero();
    assertThat(ran.err()).isEqualTo("d2 is connected; Ctrl-C ends it\n");
    assertThat(ran.out().lines())
        .hasSize(2)
        .allSatisfy(
            line -> assertThat(line)
                .matches(
                    "\\{\"sent\":\\{\"id\":\"[0-9a-f-]{36}\",\"timestamp\":\"[^\"]+Z\",\"data\":\"hum #[12]\"}}"));
    List<HubEvent> events = AllEvents.of(hub.ports().events()).stream()
        .filter(event -> event.message().body().text().contains("hum #"))
        .toList();
    assertThat(events).hasSize(2).allSatisfy(event -> {
      assertThat(event.message().properties()).hasToString("{source=simulated}");
      assertThat(event.message().find(SystemProperty.CONTENT_TYPE)).contains("application/json");
    });
  }

  @Test
  void a_simulated_device_sends_an_object_as_it_is() {
    Ran ran =
        Ran.twinhub(command("device simulate -d d2 --mc 1 --data", "{\"temperature\": 21.5}"));
    assertThat(ran.out()).isEqualTo("{\"sent\":{\"temperature\":21.5}}\n");
    assertThat(kept("{\"temperature\":21.5}")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--login", "--events"})
  void events_are_printed_as_az_prints_them(String option) throws Exception {
    List<String> more = new ArrayList<>(List.of("--mc", "1", "-d", "d", "-p", "sys,app"));
    if (!option.isEmpty()) {
      more.addAll(List.of(option, hub.facts().eventsConnectionString()));
    }
    try (Running monitor =
        Running.twinhub(command("monitor-events", more.toArray(String[]::new)))) {
      monitor.awaitErr(reading());
      sent("other", "--data", "not for us");
      sent("d", "--data", "{\"a\":1}", "-p", "k=v;$.mid=m1;$.ct=application/json");
      assertThat(monitor.ended()).isEqualTo(new Ran(0, """
          {
            "event": {
              "origin": "d",
              "module": "",
              "interface": "",
              "component": "",
              "properties": {
                "system": {
                  "content_type": "application/json",
                  "message_id": "m1"
                },
                "application": {
                  "k": "v"
                }
              },
              "payload": {
                "a": 1
              }
            }
          }
          """, reading()));
    }
  }

  @Test
  void devices_are_chosen_by_wildcards_and_events_put_on_a_line() throws Exception {
    try (Running monitor =
        Running.twinhub(command("monitor-events -d d? -o lines --mc 2 --ct application/json"))) {
      monitor.awaitErr(reading());
      sent("d", "--data", "1");
      sent("other", "--data", "2");
      sent("d2", "--data", "[3]");
      sent("d2", "--data", "no JSON");
      assertThat(monitor.ended().out()).isEqualTo("""
              {"event":{"origin":"d2","module":"","interface":"","component":"","payload":[3]}}
              {"event":{"origin":"d2","module":"","interface":"","component":"","payload":"no JSON"}}
              """);
    }
  }

  @Test
  void annotations_are_printed_and_bytes_that_are_no_text_in_base64(@TempDir Path folder)
      throws Exception {
    Path file = folder.resolve("body");
    Files.write(file, new byte[] {(byte) 0xFF, 0});
    try (Running monitor =
        Running.twinhub(command("monitor-events -m m -o lines --mc 1 --properties anno"))) {
      monitor.awaitErr(reading());
      sent("d", "--module-id", "m", "--dfp", file.toString());
      assertThat(monitor.ended().out())
          .contains("{\"event\":{\"origin\":\"d\",\"module\":\"m\",")
          .contains("\"iothub-connection-module-id\":\"m\"")
          .contains("\"iothub-message-source\":\"Telemetry\"")
          .contains("\"iothub-connection-auth-method\":\"{\\\"scope\\\":\\\"module\\\"")
          .contains("\"x-opt-sequence-number\":")
          .contains("\"payloadBase64\":\"/wA=\"");
    }
  }

  @Test
  void what_came_before_is_printed_from_a_time_on() {
    sent("d", "--data", "of the past");
    Ran ran = Ran.twinhub(command("monitor-events -o lines -e 0 --timeout 3"));
    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("\"payload\":\"of the past\"");
    assertThat(Ran.twinhub(command("monitor-events -o lines -e 2099-01-01T00:00:00Z --timeout 1")))
        .isEqualTo(new Ran(0, "", reading()));
  }

  @Test
  void it_ends_when_nothing_comes_and_when_it_is_interrupted() throws Exception {
    assertThat(Ran.twinhub(command("monitor-events --timeout 1")))
        .isEqualTo(new Ran(0, "", reading()));
    try (Running monitor = Running.twinhub(command("monitor-events --timeout 0"))) {
      monitor.awaitErr(reading());
      assertThat(monitor.interrupted()).isEqualTo(new Ran(0, "", reading()));
    }
  }

  @Test
  void what_the_endpoint_refuses_is_said() {
    Ran group = Ran.twinhub(command("monitor-events --cg nobody"));
    assertThat(group)
        .isEqualTo(new Ran(
            1,
            "",
            reading() + "twinhub: 404 there is no consumer group 'nobody'; there is $Default\n"));
    String wrong = hub.facts()
        .eventsConnectionString()
        .replaceFirst("SharedAccessKey=[^=]{4}", "SharedAccessKey=AAAA");
    Ran ran = Ran.twinhub(command("monitor-events -l", wrong));
    assertThat(ran.err()).startsWith("twinhub: 401 ");
    assertThat(ran.code()).isEqualTo(1);
    String gone =
        hub.facts().eventsConnectionString().replaceFirst("EntityPath=[^;]*", "EntityPath=nowhere");
    Ran none = Ran.twinhub(command("monitor-events -l", gone));
    assertThat(none.err()).startsWith("twinhub: 404 ");
    assertThat(none.code()).isEqualTo(1);
  }
}
