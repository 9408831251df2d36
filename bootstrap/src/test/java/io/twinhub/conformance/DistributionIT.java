package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.bootstrap.config.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The distribution as a user runs it: its script, its jars, a process of its own. */
@Timeout(120)
class DistributionIT {
  @TempDir
  private Path folder;

  private BuiltProgram program() {
    return new BuiltProgram(folder);
  }

  private ProcessBuilder twinhub(String... arguments) {
    return program().twinhub(arguments);
  }

  private String done(ProcessBuilder command) throws Exception {
    return program().done(command);
  }

  @ParameterizedTest
  @CsvSource({"TERM,143", "INT,130"})
  void a_signal_stops_the_hub_cleanly(String signal, int exitCode) throws Exception {
    assumeThat(signal.equals("INT") && BuiltProgram.isInterruptIgnored())
        .as("this shell ignores SIGINT, and so do its children; run the tests in the foreground")
        .isFalse();
    Process hub =
        program().start().redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      HubFacts facts = BuiltProgram.ready(hub);
      RunFolder running = new RunFolder(folder.resolve("run"));
      assertThat(running.running()).contains(facts);
      assertThat(facts.pid()).as("the script leaves no shell behind").isEqualTo(hub.pid());
      assertThat(done(new ProcessBuilder("kill", "-" + signal, Long.toString(hub.pid()))))
          .isEqualTo("0 ");
      assertThat(hub.waitFor(BuiltProgram.WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
      assertThat(hub.exitValue()).isEqualTo(exitCode);
      assertThat(folder.resolve("run/twinhub/running.json")).doesNotExist();
    } finally {
      hub.destroyForcibly();
    }
  }

  @Test
  void commands_find_the_hub_and_a_second_one_on_its_folder_names_its_process() throws Exception {
    Process hub =
        program().start().redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      HubFacts facts = BuiltProgram.ready(hub);
      assertThat(done(twinhub("wait", "--timeout", "10s"))).isEqualTo("0 ");
      assertThat(done(twinhub("device-identity", "create", "-d", "myDeviceId")))
          .startsWith("0 {\n  \"deviceId\": \"myDeviceId\",\n");
      assertThat(done(twinhub("device-identity", "create", "-d", "myDeviceId")))
          .startsWith("1 twinhub: 409 ");
      assertThat(done(program().start()))
          .isEqualTo("1 twinhub: %s is used by another hub (process %d); stop it, or choose another"
                  .formatted(folder.toRealPath().resolve(".twinhub"), facts.pid())
              + " folder with --data\n");
      Files.delete(folder.resolve(".twinhub").resolve("lock"));
      for (int attempt = 0; attempt < 2; attempt++) {
        assertThat(done(program().start()))
            .as("the lock holds although its file was removed")
            .isEqualTo(
                "1 twinhub: %s is used by another hub (process %d); stop it, or choose another"
                        .formatted(folder.toRealPath().resolve(".twinhub"), facts.pid())
                    + " folder with --data\n");
      }
      assertThat(done(twinhub("device-identity", "show", "-d", "myDeviceId"))).startsWith("0 {");
    } finally {
      hub.destroyForcibly();
    }
    assertThat(hub.waitFor(BuiltProgram.WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
    assertThat(done(twinhub("status")))
        .as("after a kill -9 the file is there, and the process is not")
        .startsWith("3 twinhub: no hub runs on this machine; ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "C", "POSIX", "C.UTF-8"})
  void what_users_type_is_text_in_any_locale(String locale) throws Exception {
    ProcessBuilder misspelt = program().twinhub();
    String program = misspelt.command().get(0);
    misspelt.command("sh", "-c", "exec \"$0\" \"$(printf 'Z\\303\\274rich')\"", program);
    misspelt.environment().remove("LANG");
    misspelt.environment().put("LC_ALL", locale);
    assertThat(program().done(misspelt))
        .startsWith("2 twinhub: There is no command or argument 'Z\u00fcrich'\n");
  }

  @Test
  void the_version_is_that_of_the_build() throws Exception {
    assertThat(done(twinhub("--version"))).matches("0 twinhub \\d+\\.\\d+\\.\\d+\\S*\n");
  }
}
