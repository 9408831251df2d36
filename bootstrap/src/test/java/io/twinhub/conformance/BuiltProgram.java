package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.json.JsonText;
import io.twinhub.bootstrap.config.HubFacts;
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

/**
 * The built program, as a user of one folder runs it: its script, its jars, a process of its own.
 *
 * @param folder the current folder; its {@code run} is where commands find the running hub
 */
public record BuiltProgram(Path folder) {
  /** How long a process may take to start or to end. */
  public static final int WAIT_SECONDS_MAX = 120;

  private static final long SIGINT_BIT = 0b10;
  private static final Path SCRIPT =
      Path.of("target", "twinhub", "bin", "twinhub").toAbsolutePath();

  Path runFolder() {
    return folder.resolve("run");
  }

  /** A command. */
  public ProcessBuilder twinhub(String... arguments) {
    List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("TWINHUB_RUN", runFolder().toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }

  /** A hub on free ports, with more options. */
  public ProcessBuilder start(String... more) {
    ProcessBuilder start = twinhub("start", "--output", "json");
    for (String port :
        List.of("--https-port", "--mqtt-port", "--amqp-port", "--admin-port", "--events-port")) {
      start.command().addAll(List.of(port, "0"));
    }
    start.command().addAll(List.of(more));
    return start;
  }

  /** What a hub that was started tells when it is ready. */
  public static HubFacts ready(Process hub) throws Exception {
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
  String done(ProcessBuilder command) throws Exception {
    Path said = Files.createTempFile(folder, "said", ".txt");
    Process process =
        command.redirectErrorStream(true).redirectOutput(said.toFile()).start();
    assertThat(process.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
    return process.exitValue() + " " + Files.readString(said);
  }

  /** A job in the background of a script has SIGINT ignored from its start, which no child can undo. */
  static boolean isInterruptIgnored() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .map(line -> Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16))
        .anyMatch(ignored -> (ignored & SIGINT_BIT) != 0);
  }
}
