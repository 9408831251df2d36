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
        "query -q x",
        "device-identity list",
        "module-twin show -d a -m b"
      })
  void each_command_says_so(String arguments) {
    assertThat(Ran.twinhub(arguments.split(" ")))
        .isEqualTo(new Ran(
            3,
            "",
            "twinhub: no hub runs on this machine; start one with 'twinhub start', or name one"
                + " with --login\n"));
  }

  @Test
  void waiting_ends_at_its_limit() {
    assertThat(Ran.twinhub("wait", "--timeout", "200ms"))
        .isEqualTo(new Ran(3, "", "twinhub: no hub was ready within 200ms\n"));
  }
}
