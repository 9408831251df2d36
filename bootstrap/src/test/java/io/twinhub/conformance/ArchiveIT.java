package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The class-data archive of the distribution, and what short commands do not load. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the script for Windows uses no archive")
class ArchiveIT {
  /** Classes that a short command may load in all; about 1,950 of the JDK, picocli and Twinhub. */
  private static final int CLASSES_MAX = 2_400;

  /** Classes of jars that may be missing in the archive: it is made from what other commands load. */
  private static final int UNARCHIVED_MAX = 60;

  @TempDir
  private Path folder;

  @Test
  void a_short_command_takes_its_classes_from_the_archive_and_needs_none_of_a_hub()
      throws Exception {
    try (BuiltHub hub = BuiltHub.start(folder, "")) {
      assertThat(hub.facts().commandsPort()).isPositive();
      BuiltProgram program = new BuiltProgram(folder);
      assertThat(program.done(program.twinhub("device-identity", "create", "-d", "d")))
          .startsWith("0 ");
      Path loaded = folder.resolve("loaded");
      ProcessBuilder show = program.twinhub("device-twin", "show", "-d", "d");
      show.environment().put("TWINHUB_OPTS", "-Xlog:class+load:file=" + loaded);
      assertThat(program.done(show)).startsWith("0 ");
      List<String> classes;
      try (Stream<String> lines = Files.lines(loaded)) {
        classes = lines.filter(line -> line.contains(" source: ")).toList();
      }
      assertThat(classes).hasSizeLessThan(CLASSES_MAX);
      assertThat(classes)
          .filteredOn(line -> line.contains("source: file:"))
          .hasSizeLessThan(UNARCHIVED_MAX);
      assertThat(classes)
          .noneMatch(
              line -> line.matches(
                  ".*\\] (io\\.netty\\.|org\\.sqlite\\.|dagger\\.|sun\\.security\\.ssl\\.SSL|com\\.microsoft\\.).*"));
    }
  }

  @Test
  void
      a_distribution_in_another_place_makes_an_archive_at_its_first_start_and_uses_it_at_the_second()
          throws Exception {
    Path copy = copied();
    String first = started(copy, "the next start is faster: ");
    Path archive = Path.of(first.replaceFirst(".*faster: ", "").replaceFirst(" holds .*", ""));
    assertThat(archive).isReadable().startsWith(folder.resolve("cache").resolve("twinhub"));
    Path loaded = folder.resolve("loaded");
    ProcessBuilder version = command(copy, "--version");
    version.environment().put("TWINHUB_OPTS", "-Xlog:class+load:file=" + loaded);
    assertThat(new BuiltProgram(folder).done(version)).startsWith("0 ");
    assertThat(Files.readString(loaded))
        .containsPattern("bootstrap\\.Main source: shared objects file");
  }

  /** Starts a hub and ends it when it has logged a line with {@code text}; the line. */
  private String started(Path home, String text) throws IOException, InterruptedException {
    ProcessBuilder start = command(
        home,
        "start",
        "--in-memory",
        "--https-port=0",
        "--mqtt-port=0",
        "--amqp-port=0",
        "--events-port=0",
        "--admin-port=0");
    Process hub = start.redirectErrorStream(true).start();
    try (BufferedReader said = hub.inputReader(StandardCharsets.UTF_8)) {
      return said.lines().filter(line -> line.contains(text)).findFirst().orElseThrow();
    } finally {
      hub.destroy();
      assertThat(hub.waitFor(BuiltProgram.WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
    }
  }

  private ProcessBuilder command(Path home, String... arguments) {
    ProcessBuilder command = new BuiltProgram(folder).twinhub(arguments);
    command.command().set(0, home.resolve("bin").resolve("twinhub").toString());
    command.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    return command;
  }

  private Path copied() throws IOException {
    Path from = Path.of("target", "twinhub");
    Path to = Files.createDirectory(folder.resolve("other-place"));
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(one -> !one.toString().endsWith(".jsa")).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return to.toRealPath();
  }
}
