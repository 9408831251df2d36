package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code io.twinhub:twinhub} as programs in Java depend on it (ADR-0049). */
class LibraryIT {
  private static final Path TARGET = Path.of("target");
  private static final String POM = "META-INF/maven/io.twinhub/twinhub/pom.xml";
  private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>(.*?)</dependency>");

  private static Path jar(String kind) throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      return files
          .filter(file -> file.getFileName()
              .toString()
              .matches("twinhub-[0-9.]+(-SNAPSHOT)?" + kind + "\\.jar"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no jar of this kind was built: " + kind));
    }
  }

  private static List<String> names(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream().map(ZipEntry::getName).toList();
    }
  }

  private static String pom() throws IOException {
    try (JarFile file = new JarFile(jar("").toFile())) {
      JarEntry entry = file.getJarEntry(POM);
      assertThat(entry).as(POM).isNotNull();
      try (InputStream in = file.getInputStream(entry)) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  @Test
  void the_jar_configures_nobodys_logging() throws IOException {
    assertThat(names(jar("")))
        .contains("io/twinhub/bootstrap/Twinhub.class")
        .noneMatch(name -> name.contains("logback") || name.contains("SLF4JServiceProvider"));
  }

  @Test
  void the_distribution_configures_its_own() {
    assertThat(TARGET.resolve("twinhub").resolve("conf").resolve("logback.xml")).exists();
  }

  @Test
  void the_logging_backend_of_the_distribution_is_no_dependency_of_programs() throws IOException {
    List<String> backends = DEPENDENCY
        .matcher(pom())
        .results()
        .map(MatchResult::group)
        .filter(one -> one.contains("logback") || one.contains("slf4j-simple"))
        .toList();
    assertThat(backends)
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one).contains("<optional>true</optional>"));
  }

  @ParameterizedTest
  @CsvSource({
    "-sources, io/twinhub/bootstrap/Twinhub.java",
    "-javadoc, io/twinhub/bootstrap/Twinhub.html"
  })
  void sources_and_documentation_come_with_it(String kind, String name) throws IOException {
    assertThat(names(jar(kind))).contains(name);
  }
}
