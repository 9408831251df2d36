package io.twinhub.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without a running hub, commands say how to get one, and end with 3. */
class NoHubTest {

  @BeforeEach
  void no_hub_runs() throws IOException {
    Files.deleteIfExists(Ran.runFolder().resolve("running.json"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "env",
        "policy list",
        "connection-string show",
        "snapshot create x",
        "snapshot restore x",
        "snapshot list",
        "snapshot delete x",
        "reset",
        "token create"
      })
  void a_command_that_works_on_this_machine_only_says_so(String arguments) {
    assertNoHub("", arguments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "query -q x",
        "device-identity list",
        "module-twin show -d a -m b",
        "device c2d-message send -d a",
        "device c2d-message receive -d a",
        "device c2d-message complete -d a -e x",
        "device send-d2c-message -d a",
        "device simulate -d a",
        "monitor-events",
        "watch",
        "watch -q tags.a=1",
        "invoke-device-method -d a --mn m",
        "rollout -q x --desired {\"a\":1}"
      })
  void any_other_command_may_name_one(String arguments) {
    assertNoHub(", or name one with --login", arguments);
  }

  @Test
  void of_two_hubs_the_one_that_is_missing_is_named_by_its_option() {
    String other = "HostName=a.b;SharedAccessKeyName=x;SharedAccessKey=MDAwMDAwMDAwMDAwMDAwMA==";
    assertNoHub(", or name one with --from", "hub compare --to " + other);
    assertNoHub(", or name one with --to", "hub copy --from " + other);
  }

  private static String login(String host) {
    return "HostName=%s;SharedAccessKeyName=x;SharedAccessKey=MDAwMDAwMDAwMDAwMDAwMA=="
        .formatted(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"service", "device"})
  void a_hub_that_is_not_reached_is_named_as_it_was_dialled(String side) {
    String host = "no-such-hub." + side + ".azure-devices.invalid";
    Ran ran = Ran.twinhub("device-identity", "list", "--login", login(host));
    assertThat(ran.code()).isEqualTo(3);
    assertThat(ran.err())
        .startsWith("twinhub: no hub reached at no-such-hub.service.azure-devices.invalid: ");
  }

  @Test
  void a_message_for_a_hub_that_is_not_reached_is_not_sent() {
    Ran ran = Ran.twinhub(
        "device", "c2d-message", "send", "-d", "a", "--login", login("no-such-hub.invalid"));
    assertThat(ran)
        .isEqualTo(new Ran(
            3, "", "twinhub: no hub reached at no-such-hub.invalid: the host name is not known\n"));
  }

  @Test
  void two_names_of_one_hub_are_one_hub() {
    String ofServices = login("h.service.azure-devices.net");
    String ofEverybody = login("h.azure-devices.net");
    assertThat(Ran.twinhub("hub", "compare", "--from", ofServices, "--to", ofEverybody)
            .err())
        .startsWith("twinhub: --from and --to name the same hub, h.azure-devices.net");
  }

  private static void assertNoHub(String advice, String arguments) {
    assertThat(Ran.twinhub(arguments.split(" ")))
        .isEqualTo(new Ran(
            3,
            "",
            "twinhub: no hub runs on this machine; start one with 'twinhub start'%s\n"
                .formatted(advice)));
  }

  @Test
  void waiting_ends_at_its_limit() {
    assertThat(Ran.twinhub("wait", "--timeout", "200ms"))
        .isEqualTo(new Ran(3, "", "twinhub: no hub was ready within 200ms\n"));
  }
}
