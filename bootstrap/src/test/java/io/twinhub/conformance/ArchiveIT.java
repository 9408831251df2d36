package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
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

  private String java = System.getProperty("java.home");

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

  @Test
  @EnabledIfEnvironmentVariable(
      named = "TWINHUB_JAVA25",
      matches = ".+",
      disabledReason = "TWINHUB_JAVA25 does not name the folder of a Java 25")
  void java_25_makes_a_cache_at_the_first_start_of_a_hub_and_starts_silently_from_it_or_without_it()
      throws Exception {
    java = System.getenv("TWINHUB_JAVA25");
    Path copy = copied();
    started(copy, ".jsa holds the classes for this Java");
    Path cache = onlyCache();
    Path loaded = folder.resolve("loaded");
    assertThat(starting(copy, loaded)).noneMatch(line -> line.contains("aot"));
    assertThat(Files.readString(loaded))
        .containsPattern("netty\\.channel\\.nio\\.NioIoHandler source: shared objects file");

    Files.write(cache, new byte[] {1, 2, 3});
    assertThat(starting(copy, loaded)).noneMatch(line -> line.contains("aot"));
    assertThat(Files.readString(loaded))
        .containsPattern("netty\\.channel\\.nio\\.NioIoHandler source: file:");
  }

  private Path onlyCache() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("cache"))) {
      List<Path> caches = files.filter(file -> file.toString().endsWith(".aot")).toList();
      assertThat(caches).hasSize(1);
      return caches.get(0);
    }
  }

  /** What a hub says until it is ready; {@code loaded} then tells where its classes came from. */
  private List<String> starting(Path home, Path loaded) throws IOException, InterruptedException {
    ProcessBuilder start = hub(home);
    start.environment().put("TWINHUB_OPTS", "-Xlog:class+load:file=" + loaded);
    return said(start, "is ready");
  }

  /** Starts a hub and ends it when it has logged a line with {@code text}; the line. */
  private String started(Path home, String text) throws IOException, InterruptedException {
    List<String> said = said(hub(home), text);
    return said.get(said.size() - 1);
  }

  private static List<String> said(ProcessBuilder start, String last)
      throws IOException, InterruptedException {
    Process hub = start.redirectErrorStream(true).start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader said = hub.inputReader(StandardCharsets.UTF_8)) {
      String line = said.readLine();
      while (line != null) {
        lines.add(line);
        if (line.contains(last)) {
          return lines;
        }
        line = said.readLine();
      }
      throw new IllegalStateException("the hub ended: " + lines);
    } finally {
      hub.destroy();
      assertThat(hub.waitFor(BuiltProgram.WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isTrue();
    }
  }

  private ProcessBuilder hub(Path home) {
    return command(
        home,
        "start",
        "--in-memory",
        "--https-port=0",
        "--mqtt-port=0",
        "--amqp-port=0",
        "--events-port=0",
        "--admin-port=0");
  }

  private ProcessBuilder command(Path home, String... arguments) {
    ProcessBuilder command = new BuiltProgram(folder).twinhub(arguments);
    command.command().set(0, home.resolve("bin").resolve("twinhub").toString());
    command.environment().put("JAVA_HOME", java);
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
