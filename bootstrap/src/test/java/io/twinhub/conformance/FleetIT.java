package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.bootstrap.cli.Ran;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.bootstrap.config.Trust;
import io.twinhub.bootstrap.wiring.OpenHub;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole fleets with the built program, whose copies are killed; and reports, on the SDKs' ports. */
@Timeout(300)
class FleetIT {
  private static final int DEVICES = 1500;

  @TempDir
  private Path folder;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(Process::destroyForcibly);
  }

  private HubFacts start(BuiltProgram program) throws Exception {
    Process hub = program.start().redirectError(ProcessBuilder.Redirect.INHERIT).start();
    started.add(hub);
    return BuiltProgram.ready(hub);
  }

  private BuiltProgram program(String name) throws Exception {
    return new BuiltProgram(Files.createDirectory(folder.resolve(name)));
  }

  private static String line(int number) {
    return "{\"deviceId\":\"device-%04d\",\"tags\":{\"n\":%d},\"properties\":{\"desired\":{\"d\":%d}}}"
        .formatted(number, number, number * 2);
  }

  private Path fleet() throws Exception {
    return Files.write(
        folder.resolve("fleet.jsonl"),
        IntStream.range(0, DEVICES).mapToObj(FleetIT::line).toList());
  }

  private static String[] with(HubFacts other, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(
        List.of("--to", other.connectionString(), "--ca", other.trust().ca().toString()));
    return all.toArray(String[]::new);
  }

  @Test
  void a_copy_that_was_killed_twice_and_run_again_ends_like_any_other() throws Exception {
    BuiltProgram from = program("from");
    start(from);
    HubFacts other = start(program("to"));
    assertThat(from.done(from.twinhub("hub", "import", fleet().toString())))
        .startsWith("0 ")
        .contains("\"created\": " + DEVICES);
    try (OpenHub to = OpenHub.at(other.connectionString(), Trust.of(List.of(other), List.of()))) {
      for (int reached : new int[] {DEVICES / 10, DEVICES / 2}) {
        killAt(from.twinhub(with(other, "hub", "copy")), to.ports().identities(), reached);
      }
    }
    assertThat(from.done(from.twinhub(with(other, "hub", "copy")))).startsWith("0 ");
    assertThat(from.done(from.twinhub(with(other, "hub", "compare"))))
        .startsWith("0 ")
        .endsWith("no difference in %d devices and modules\n".formatted(DEVICES));
  }

  private void killAt(ProcessBuilder copy, IdentityRegistry target, int devices) throws Exception {
    Process process = copy.redirectErrorStream(true)
        .redirectOutput(folder.resolve("copy.txt").toFile())
        .start();
    started.add(process);
    await()
        .atMost(Duration.ofSeconds(BuiltProgram.WAIT_SECONDS_MAX))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> target.statistics().total() >= devices);
    process.destroyForcibly();
    assertThat(process.waitFor(BuiltProgram.WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("it was still at work").isEqualTo(137);
  }

  @Test
  void an_interrupted_copy_says_how_far_it_came() throws Exception {
    assumeThat(BuiltProgram.isInterruptIgnored())
        .as("this shell ignores SIGINT, and so do its children; run the tests in the foreground")
        .isFalse();
    BuiltProgram program = program("here");
    HubFacts facts = start(program);
    Path said = folder.resolve("import.txt");
    Process process = program
        .twinhub("hub", "import", fleet().toString())
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
    started.add(process);
    try (OpenHub hub = OpenHub.at(facts.connectionString(), Trust.of(List.of(facts), List.of()))) {
      await().until(() -> hub.ports().identities().statistics().total() > 0);
    }
    assertThat(program.done(new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))))
        .isEqualTo("0 ");
    assertThat(process.waitFor(BuiltProgram.WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(Files.readString(said))
        .containsPattern(
            "twinhub: interrupted while writing devices: [0-9,]+ of 1,500; run the same"
                + " command again to continue\n$");
  }

  @Test
  void reports_are_written_as_each_device_with_its_key() throws Exception {
    Path file = folder.resolve("reports.jsonl");
    Path back = folder.resolve("back.jsonl");
    String keys = "\"authentication\":{\"type\":\"sas\",\"symmetricKey\":{\"primaryKey\":"
        + "\"MTExMTExMTExMTExMTExMQ==\",\"secondaryKey\":\"MjIyMjIyMjIyMjIyMjIyMg==\"}}";
    String device = "{\"deviceId\":\"talks\"," + keys
        + ",\"properties\":{\"reported\":{\"connectivity\":{\"type\":\"cellular\"}}}}";
    String module = "{\"deviceId\":\"talks\",\"moduleId\":\"m\"," + keys
        + ",\"properties\":{\"reported\":{\"n\":1}}}";
    String certified = "{\"deviceId\":\"x\",\"authentication\":{\"type\":\"certificateAuthority\"},"
        + "\"properties\":{\"reported\":{\"n\":1}}}";
    Files.write(file, List.of(device, module));
    try (HubOnSdkPorts hub = HubOnSdkPorts.start()) {
      HubFacts facts = hub.hub().facts();
      String[] login = {
        "-l", facts.connectionString(), "--ca", facts.trust().ca().toString()
      };
      assertThat(run(login, "hub", "import", file.toString(), "--reported").code())
          .isZero();
      run(login, "hub", "export", back.toString());
      assertThat(back).hasSameTextualContentAs(file);
      Ran again = run(login, "hub", "import", file.toString(), "--reported");
      assertThat(again.out()).contains("\"equal\": 2");
      Files.write(file, List.of(certified));
      Ran refused = run(login, "hub", "import", file.toString(), "--reported");
      assertThat(refused.err()).contains("x refused: 4");
      assertThat(refused.code()).isEqualTo(1);
    }
  }

  private static Ran run(String[] login, String... command) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(login));
    return Ran.twinhub(all.toArray(String[]::new));
  }
}
