package io.twinhub.bootstrap.cli;

import static io.twinhub.bootstrap.cli.HubCommandsTest.assertRefused;
import static io.twinhub.bootstrap.cli.HubCommandsTest.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Methods and messages at the command line, with a device in this process that answers. */
@Timeout(60)
class MessageCommandsTest {
  private static final TwinAddress DEVICE = TwinAddress.device("talker");
  private static final TwinAddress MODULE = TwinAddress.module("talker", "m");

  private static Twinhub hub;

  @TempDir
  private Path folder;

  @BeforeAll
  static void start() {
    hub = Twinhub.start(HubConfig.forTests(Ran.runFolder()));
    for (TwinAddress address : new TwinAddress[] {DEVICE, MODULE}) {
      hub.ports().identities().create(IdentityRequest.withKeys(address));
      DeviceConnection device = hub.ports().connections().open(address, "", reason -> {});
      var unused = device.takeCalls(
          call -> device.answer(call.id(), 207, call.payload().json().toArray()));
    }
    hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.device("away")));
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  private static String answer(String payload) {
    return "{\"status\":207,\"payload\":" + payload + "}";
  }

  @Test
  void a_method_of_a_device_or_a_module_is_called_and_its_answer_printed() throws Exception {
    String[] device = {
      "invoke-device-method", "-d", "talker", "--method-name", "m", "--timeout", "5"
    };
    assertThat(done(device).json()).hasToString(answer("null"));
    assertThat(done("invoke-device-method", "-d", "talker", "--mn", "m", "--mp", "[1]")
            .json())
        .hasToString(answer("[1]"));
    Path file = folder.resolve("payload.json");
    Files.writeString(file, "\"text\"");
    assertThat(done(
                "invoke-module-method",
                "-d",
                "talker",
                "-m",
                "m",
                "--mn",
                "m",
                "--method-payload",
                "@" + file)
            .json())
        .hasToString(answer("\"text\""));
  }

  @Test
  void what_the_hub_refuses_is_said() {
    assertRefused(
        "404103 Timed out waiting for device to connect.",
        "invoke-device-method",
        "-d",
        "away",
        "--mn",
        "m");
    assertRefused(
        "404010 Module x on device talker not registered",
        "invoke-module-method",
        "-d",
        "talker",
        "-m",
        "x",
        "--mn",
        "m");
    assertRefused(
        "400004 ResponseTimeout has to be between 5 and 300 seconds.",
        "invoke-device-method",
        "-d",
        "talker",
        "--mn",
        "m",
        "--to",
        "4");
    assertRefused("404 ", "device", "c2d-message", "purge", "-d", "ghost");
  }

  private static Ran invoked(String device) {
    return Ran.twinhub("invoke-device-method", "-d", device, "--mn", "m");
  }

  @Test
  void of_a_device_that_is_not_online_the_hint_says_what_the_hub_knows() {
    String refused = "twinhub: 404103 Timed out waiting for device to connect.\nhint: ";
    assertThat(invoked("away"))
        .isEqualTo(new Ran(1, "", refused + "device 'away' has never connected\n"));
    TwinAddress guest = TwinAddress.device("guest");
    hub.ports().identities().create(IdentityRequest.withKeys(guest));
    DeviceConnection connection = hub.ports().connections().open(guest, "", reason -> {});
    assertThat(invoked("guest"))
        .isEqualTo(new Ran(
            1, "", refused + "device 'guest' is connected, but has not subscribed to methods\n"));
    connection.close();
    assertThat(invoked("guest").err())
        .matches(Pattern.quote(refused)
            + "device 'guest' is not connected; it was last seen at 20\\S+Z\n");
    done("device-identity", "update", "-d", "guest", "--status", "disabled");
    assertThat(invoked("guest"))
        .isEqualTo(new Ran(1, "", refused + "device 'guest' is disabled\n"));
  }

  @Test
  void the_hint_names_a_module_with_its_device() {
    hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.module("away", "a#b")));
    assertThat(Ran.twinhub("invoke-module-method", "-d", "away", "-m", "a#b", "--mn", "m")
            .err())
        .isEqualTo("""
            twinhub: 404103 Timed out waiting for device to connect.
            hint: module 'a#b' of device 'away' has never connected
            """);
  }

  @Test
  void the_command_waits_for_a_device_that_connects_later() throws Exception {
    TwinAddress late = TwinAddress.device("late");
    hub.ports().identities().create(IdentityRequest.withKeys(late));
    CompletableFuture<Ran> call = CompletableFuture.supplyAsync(() -> Ran.twinhub(
        "invoke-device-method", "-d", "late", "--mn", "m", "--method-connect-timeout", "30"));
    DeviceConnection device = hub.ports().connections().open(late, "", reason -> {});
    var unused = device.takeCalls(wanted -> device.answer(wanted.id(), 404, new byte[0]));
    assertThat(call.get().json()).hasToString("{\"status\":404,\"payload\":null}");
    assertThat(call.get().code()).as("what a device answers is no failure").isZero();
  }

  @Test
  void purge_says_how_many_messages_there_were() {
    assertThat(done("device", "c2d-message", "purge", "-d", "away").json())
        .hasToString("{\"totalMessagesPurged\":0,\"deviceId\":\"away\",\"moduleId\":null}");
  }
}
