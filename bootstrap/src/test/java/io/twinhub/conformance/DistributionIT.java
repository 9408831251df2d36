package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.bootstrap.config.RunFile;
import io.twinhub.local.json.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The distribution as a user runs it: its script, its jars, a process of its own. */
@Timeout(120)
class DistributionIT {
  private static final long SIGINT_BIT = 0b10;
  private static final Path SCRIPT =
      Path.of("target", "twinhub", "bin", "twinhub").toAbsolutePath();
  private static final int WAIT_SECONDS_MAX = 60;

  @TempDir
  private Path folder;

  private ProcessBuilder twinhub(String... arguments) {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("TWINHUB_RUN", folder.resolve("run").toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }

  private ProcessBuilder start() {
    return twinhub(
        "start", "--https-port", "0", "--mqtt-port", "0", "--admin-port", "0", "--output", "json");
  }

  private static HubFacts ready(Process hub) throws Exception {
    BufferedReader out =
        new BufferedReader(new InputStreamReader(hub.getInputStream(), StandardCharsets.UTF_8));
    String line = CompletableFuture.supplyAsync(() -> {
          try {
            return String.valueOf(out.readLine());
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        })
        .get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
    return HubFacts.parse(JsonText.parseObject(line.getBytes(StandardCharsets.UTF_8)));
  }

  /** Exit code and everything that was printed. */
  private String done(ProcessBuilder command) throws Exception {
    Path said = Files.createTempFile(folder, "said", ".txt");
    Process process =
        command.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
    return process.exitValue() + " " + Files.readString(said);
  }

  @ParameterizedTest
  @CsvSource({"TERM,143", "INT,130"})
  void a_signal_stops_the_hub_cleanly(String signal, int exitCode) throws Exception {
    assumeThat(signal.equals("INT") && isInterruptIgnored())
        .as("this shell ignores SIGINT, and so do its children; run the tests in the foreground")
        .isFalse();
    Process hub = start().redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      HubFacts facts = ready(hub);
      RunFile runFile = new RunFile(folder.resolve("run"));
      assertThat(runFile.read()).contains(facts);
      assertThat(facts.pid()).as("the script leaves no shell behind").isEqualTo(hub.pid());
      assertThat(done(new ProcessBuilder("kill", "-" + signal, Long.toString(hub.pid()))))
          .isEqualTo("0 ");
      assertThat(hub.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
      assertThat(hub.exitValue()).isEqualTo(exitCode);
      assertThat(folder.resolve("run").resolve("running.json")).doesNotExist();
    } finally {
      hub.destroyForcibly();
    }
  }

  /** A job in the background of a script has SIGINT ignored from its start, which no child can undo. */
  private static boolean isInterruptIgnored() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
        .anyMatch(ignored -> (ignored & SIGINT_BIT) != 0);
  }

  @Test
  void commands_find_the_hub_and_a_second_one_on_its_folder_names_its_process() throws Exception {
    Process hub = start().redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      HubFacts facts = ready(hub);
      assertThat(done(twinhub("wait", "--timeout", "10s"))).isEqualTo("0 ");
      assertThat(done(twinhub("device-identity", "create", "-d", "myDeviceId")))
          .startsWith("0 {\n  \"deviceId\": \"myDeviceId\",\n");
      assertThat(done(twinhub("device-identity", "create", "-d", "myDeviceId")))
          .startsWith("1 twinhub: 409 ");
      assertThat(done(start()))
          .isEqualTo("1 twinhub: %s is used by another hub (process %d); stop it, or choose another"
                  .formatted(folder.toRealPath().resolve(".twinhub"), facts.pid())
              + " folder with --data\n");
      assertThat(done(twinhub("device-identity", "show", "-d", "myDeviceId"))).startsWith("0 {");
    } finally {
      hub.destroyForcibly();
    }
    assertThat(hub.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
    assertThat(done(twinhub("status")))
        .as("after a kill -9 the file is there, and the process is not")
        .startsWith("3 twinhub: no hub runs on this machine; ");
  }

  @Test
  void the_version_is_that_of_the_build() throws Exception {
    assertThat(done(twinhub("--version"))).matches("0 twinhub \\d+\\.\\d+\\.\\d+\\S*\n");
  }
}
