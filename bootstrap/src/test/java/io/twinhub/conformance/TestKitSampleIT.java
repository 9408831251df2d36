package io.twinhub.conformance;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.testing.JunitRun;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sample project with a test, {@code docs/samples/java}: compiled, run by JUnit, and shown in docs/tests.md. */
@Timeout(120)
class TestKitSampleIT {
  private static final Path PROJECT = Path.of("..", "docs", "samples", "java");
  private static final Pattern DEPENDENCY = Pattern.compile(
      " *<dependency>\\s*<groupId>io\\.twinhub</groupId>.*?</dependency>", Pattern.DOTALL);

  @TempDir
  private Path classes;

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(PROJECT.resolve("src"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private void compile() throws IOException {
    JavaCompiler compiler = requireNonNull(ToolProvider.getSystemJavaCompiler());
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> options =
        List.of("--release", "17", "-proc:none", "-cp", path, "-d", classes.toString());
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean good = compiler
          .getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources()))
          .call();
      assertThat(good).as(said.toString()).isTrue();
    }
    Path seed = PROJECT.resolve("src/test/resources/fleet.yaml");
    Files.copy(seed, classes.resolve("fleet.yaml"));
  }

  @Test
  void its_test_passes() throws Exception {
    compile();
    URL[] path = {classes.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(path, TestKitSampleIT.class.getClassLoader())) {
      JunitRun run = JunitRun.of(loader.loadClass("ThermostatTest"));
      assertThat(run.messages()).isEmpty();
      assertThat(run.passed()).hasSize(1);
    }
  }

  @Test
  void the_page_shows_the_dependency_of_its_pom() throws IOException {
    Matcher found = DEPENDENCY.matcher(Files.readString(PROJECT.resolve("pom.xml")));
    assertThat(found.find()).isTrue();
    String shown = found.group().stripIndent().strip();
    assertThat(Files.readString(Path.of("..", "docs", "tests.md"))).contains(shown);
    assertThat(shown.lines()).as("five lines, and one that closes them").hasSize(6);
  }
}
