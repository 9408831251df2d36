package io.twinhub.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A device at the command line: what it answers, completes and reports. */
@Timeout(120)
class SimulateCommandTest {
  private static final TwinAddress DEVICE = TwinAddress.device("sim");

  private static final String CONNECTED = "sim is connected; Ctrl-C ends it\n";

  private static Twinhub hub;

  @BeforeAll
  static void start() {
    hub = Twinhub.start(HubConfig.forTests(Ran.runFolder()));
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @BeforeEach
  void register() {
    var unused = hub.ports().identities().create(IdentityRequest.withKeys(DEVICE));
  }

  @AfterEach
  void delete() {
    hub.ports().identities().delete(DEVICE, IfMatch.any());
  }

  private static Running simulate(String... more) {
    String[] arguments = new String[6 + more.length];
    List<String> first = List.of("device", "simulate", "-d", "sim", "--mc", "0");
    System.arraycopy(first.toArray(String[]::new), 0, arguments, 0, first.size());
    System.arraycopy(more, 0, arguments, first.size(), more.length);
    return Running.twinhub(arguments);
  }

  private static JsonObject reported() {
    return hub.ports().twins().find(DEVICE).orElseThrow().reported().values();
  }

  private static void desire(JsonObject members) {
    var unused = hub.ports().twins().patch(DEVICE, TwinPatch.ofDesired(members), IfMatch.any());
  }

  private static boolean isConnected() {
    return hub.ports().twins().find(DEVICE).orElseThrow().root().connection().connected();
  }

  private static JsonObject number(String name, long value) {
    return JsonObject.builder().put(name, value).build();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_simulated_device_answers_completes_and_reports_on_any_hub(boolean byLogin)
      throws Exception {
    String[] more = byLogin
        ? new String[] {"--login", hub.facts().connectionString(), "--irp", "{\"model\":\"x\"}"}
        : new String[] {"--irp", "{\"model\":\"x\"}"};
    desire(number("before", 1));
    try (Running device = simulate(more)) {
      device.awaitOut("{\"desired\":{\"before\":1}}");
      desire(number("a", 2));
      device.awaitOut("{\"desired\":{\"a\":2}}");
      await().until(() -> reported().toString().equals("{\"model\":\"x\",\"before\":1,\"a\":2}"));
      Ran called =
          Ran.twinhub("invoke-device-method", "-d", "sim", "--mn", "reboot", "--mp", "{\"in\":5}");
      String echo = "{\"methodName\":\"reboot\",\"methodRequestPayload\":{\"in\":5}}";
      assertThat(called.err()).isEmpty();
      assertThat(called.json()).hasToString("{\"status\":200,\"payload\":" + echo + "}");
      device.awaitOut("{\"method\":" + echo + "}");
      assertThat(Ran.twinhub(
                  "device",
                  "c2d-message",
                  "send",
                  "-d",
                  "sim",
                  "--mid",
                  "m1",
                  "--props",
                  "k=v",
                  "--data",
                  "hello")
              .code())
          .isZero();
      device.awaitOut(
          "{\"message\":{\"messageId\":\"m1\",\"properties\":{\"k\":\"v\"},\"data\":\"hello\"}}");
      assertThat(isConnected()).isTrue();
      Ran ran = device.interrupted();
      assertThat(ran.err()).isEqualTo(CONNECTED);
      assertThat(ran.code()).isZero();
    }
    await().until(() -> !isConnected());
    assertThat(Ran.twinhub("device", "c2d-message", "receive", "-d", "sim").err())
        .isEqualTo("no message waits for device 'sim'\n");
  }

  @Test
  void it_answers_with_what_it_was_given() throws Exception {
    try (Running device = simulate("--mrc", "418", "--mrp", "[1,null]")) {
      await().until(SimulateCommandTest::isConnected);
      Ran called = Ran.twinhub(
          "invoke-device-method", "-d", "sim", "--mn", "m", "--method-connect-timeout", "20");
      assertThat(called.json()).hasToString("{\"status\":418,\"payload\":[1,null]}");
      device.awaitOut("{\"method\":{\"methodName\":\"m\",\"methodRequestPayload\":null}}");
      assertThat(device.interrupted().code()).isZero();
    }
  }

  @Test
  void a_device_that_is_deleted_ends_it() throws Exception {
    try (Running device = simulate()) {
      device.awaitErr(CONNECTED);
      hub.ports().identities().delete(DEVICE, IfMatch.any());
      assertThat(device.ended())
          .isEqualTo(new Ran(
              1,
              "",
              CONNECTED
                  + "twinhub: the hub ended the connection of sim: the identity was deleted\n"));
    }
    register();
  }

  @Test
  void a_device_that_is_not_registered_is_not_simulated() throws Exception {
    for (String verb : List.of("simulate", "send-d2c-message")) {
      assertThat(Ran.twinhub("device", verb, "-d", "ghost"))
          .isEqualTo(new Ran(1, "", "twinhub: 404 Device ghost not registered\n"));
    }
  }

  @Test
  void the_files_of_options_are_read(@TempDir Path folder) throws Exception {
    Path payload = folder.resolve("payload.json");
    Files.writeString(payload, "{\"from\":\"a file\"}");
    try (Running device = simulate("--mrp", "@" + payload, "--irp", "@" + payload)) {
      await().until(() -> reported().toString().equals("{\"from\":\"a file\"}"));
      Ran called = Ran.twinhub("invoke-device-method", "-d", "sim", "--mn", "m", "--mct", "20");
      assertThat(called.json()).hasToString("{\"status\":200,\"payload\":{\"from\":\"a file\"}}");
      assertThat(device.interrupted().code()).isZero();
    }
  }
}
