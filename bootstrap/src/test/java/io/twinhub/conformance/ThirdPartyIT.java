package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jars that ship, as the build laid them out (ADR-0022). */
class ThirdPartyIT {
  private static final Path LIB = Path.of("target", "twinhub", "lib");
  private static final Path LISTED = Path.of("..", "docs", "third-party.md");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `[^:`]+:([^:`]+)` \\| (\\S+) \\| (.+) \\|$");

  private static List<String> jars() throws IOException {
    try (Stream<Path> files = Files.list(LIB)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .sorted()
          .toList();
    }
  }

  @Test
  void the_list_of_licences_is_what_the_build_found() throws IOException {
    assertThat(Files.readString(LISTED))
        .as("docs/third-party.md; take bootstrap/target/third-party.md")
        .isEqualTo(Files.readString(Path.of("target", "third-party.md")));
  }

  @Test
  void each_jar_that_ships_is_listed_with_its_licence_and_nothing_else_is() throws IOException {
    TreeSet<String> listed = new TreeSet<>();
    Matcher rows = ROW.matcher(Files.readString(LISTED));
    while (rows.find()) {
      listed.add("%s-%s.jar".formatted(rows.group(1), rows.group(2)));
      assertThat(rows.group(3)).as(rows.group(1)).isNotBlank().doesNotContain("Unknown");
    }
    assertThat(jars())
        .filteredOn(jar -> !jar.startsWith("twinhub-"))
        .containsExactlyElementsOf(listed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "netty-tcnative",
        "guava",
        "client-runtime",
        "retrofit",
        "okhttp",
        "rxjava-1",
        "jackson-databind",
        "jackson-dataformat-xml",
        "jackson-datatype",
        "woodstox",
        "joda-time"
      })
  void what_the_sdks_bring_and_nobody_needs_does_not_ship(String name) throws IOException {
    assertThat(jars()).noneMatch(jar -> jar.startsWith(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iot-service-client-", "iot-device-client-", "hivemq-mqtt-client-"})
  void the_clients_of_azure_ship(String name) throws IOException {
    assertThat(jars()).anyMatch(jar -> jar.startsWith(name));
  }
}
