package io.twinhub.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands on a machine where several hubs run. */
@Timeout(60)
class SeveralHubsTest {
  private static final String TWO = "2 hubs run on this machine: north, south; name one with --hub";

  private static Twinhub north;
  private static Twinhub south;

  @BeforeAll
  static void start() {
    HubConfig.Builder config = HubConfig.builder(Ran.runFolder()).freePorts();
    north = Twinhub.start(config.name("north").build());
    south = Twinhub.start(config.name("south").build());
    assertThat(Ran.twinhub("device-identity", "create", "-d", "one", "--hub", "north")
            .code())
        .isZero();
  }

  @AfterAll
  static void stop() {
    north.close();
    south.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "query -q SELECT*FROM+devices",
        "device-twin show -d one",
        "clock show",
        "env",
        "connection-string show",
        "snapshot list",
        "hub compare --from north"
      })
  void a_command_must_say_which_one_it_means(String command) {
    Ran ran = Ran.twinhub(command.split(" "));
    assertThat(ran.err()).startsWith("twinhub: " + TWO);
    assertThat(ran.code()).isEqualTo(2);
  }

  @Test
  void each_hub_is_found_by_its_name() {
    assertThat(Ran.twinhub("device-twin", "show", "-d", "one", "--hub", "north").code())
        .isZero();
    assertThat(Ran.twinhub("device-twin", "show", "-d", "one", "--hub", "south").err())
        .startsWith("twinhub: 404 ");
    assertThat(
            Ran.twinhub("device-twin", "show", "-d", "one", "--login", "NORTH").code())
        .isZero();
    assertThat(Ran.twinhub("env", "--hub", "south").out())
        .contains(south.facts().trust().ca().toString());
    assertThat(Ran.twinhub("wait", "--hub", "south").code()).isZero();
    assertThat(Ran.twinhub("hub", "compare", "--from", "north", "--to", "south").out())
        .contains("one");
  }

  @Test
  void status_lists_all_of_them() {
    assertThat(Ran.twinhub("status", "-o", "table").out())
        .containsSubsequence("name", "north", "south");
    assertThat(Ran.twinhub("status", "--hub", "south").json().find("name").orElseThrow())
        .hasToString("\"south\"");
  }

  @Test
  void a_name_that_no_hub_has_is_told_with_those_there_are() {
    Ran ran = Ran.twinhub("device-twin", "show", "-d", "one", "--hub", "west");
    assertThat(ran.err())
        .isEqualTo("twinhub: no hub named 'west' runs on this machine; these do: north, south\n");
    assertThat(ran.code()).isEqualTo(3);
    assertThat(Ran.twinhub("wait", "--hub", "west", "--timeout", "1ms").code()).isEqualTo(3);
  }

  @Test
  void az_names_a_hub_with_n_and_by_a_host_name_and_login_counts_if_both_are_given() {
    for (String name : List.of("south", "SOUTH", "south.azure-devices.net")) {
      assertThat(Ran.twinhub("status", "-n", name).json().find("name").orElseThrow())
          .hasToString("\"south\"");
    }
    Ran.twinhub("device-identity", "create", "-d", "southerner", "--hub-name", "south");
    assertThat(Ran.twinhub("device-twin", "show", "-d", "southerner", "-n", "north", "-l", "south")
            .code())
        .isZero();
    assertThat(Ran.twinhub("device-twin", "show", "-d", "southerner", "-n", "north")
            .code())
        .isEqualTo(1);
  }

  @Test
  void a_hub_that_has_a_place_keeps_it() {
    assertThat(
            Ran.twinhub(config -> Twinhub.start(config), "start", "--name", "north", "--in-memory")
                .err())
        .startsWith("twinhub: a hub named 'north' runs already; stop it, or choose another name");
    assertThat(Ran.twinhub("start", "--name", "a b").err())
        .startsWith(
            "twinhub: --name: 'a b' is no name of a hub; it has letters, digits and hyphens,"
                + " at most 63");
  }
}
