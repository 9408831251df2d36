package io.twinhub.conformance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The sample application, compiled and run against the jars that ship, without the logging backend, which
 * programs choose themselves: on a hub in its process, and with one argument through the Azure adapter.
 */
@Timeout(120)
class SampleIT {
  private static final Path SOURCES = Path.of("..", "docs", "samples", "src", "main", "java");
  private static final Path JARS = Path.of("target", "twinhub", "lib").toAbsolutePath();
  private static final String SAID = """
      Devices in Redmond43: [myDeviceId]
      ... on cellular: []
      twin state reported
      ... on cellular: [myDeviceId]
      min temp = 70
      """;

  @TempDir
  private Path folder;

  @BeforeEach
  void compile() throws IOException {
    JavaCompiler compiler = requireNonNull(ToolProvider.getSystemJavaCompiler());
    List<String> options =
        List.of("--release", "17", "-Xlint:all", "-Werror", "-cp", jars(), "-d", folder.toString());
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> sources = Files.list(SOURCES)) {
      boolean good = compiler
          .getTask(
              said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources.toList()))
          .call();
      assertThat(good).as(said.toString()).isTrue();
    }
  }

  private static String jars() throws IOException {
    try (Stream<Path> jars = Files.list(JARS)) {
      return jars.map(Path::toString)
          .filter(jar -> !jar.contains("logback"))
          .sorted()
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  private String run(Path runFolder, String... arguments) throws Exception {
    Path said = folder.resolve("said.txt");
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        folder + File.pathSeparator + jars(),
        "Tutorial"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(said.toFile());
    builder.environment().put("TWINHUB_RUN", runFolder.toString());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(BuiltProgram.WAIT_SECONDS_MAX, TimeUnit.SECONDS))
          .isTrue();
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
    return Files.readString(said);
  }

  @Test
  void it_runs_on_a_hub_in_its_own_process() throws Exception {
    assertThat(run(folder)).isEqualTo(SAID);
  }

  @Test
  void it_runs_through_the_azure_adapter_and_says_the_same() throws Exception {
    try (HubOnSdkPorts hub = HubOnSdkPorts.start()) {
      Path ofHub = requireNonNull(hub.hub().facts().trust().ca().getParent());
      Path runFolder = requireNonNull(ofHub.getParent());
      assertThat(run(runFolder, hub.hub().facts().connectionString())).isEqualTo(SAID);
    }
  }
}
