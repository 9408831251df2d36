package io.twinhub.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Lines for {@code az}, from its own help, tutorials and scripts, run as lines for {@code twinhub}. The table
 * in {@code docs/az.md} is made of the same lines, with {@code -Dgolden.update=true}.
 */
@Timeout(120)
class AzLinesTest {
  private static final Path PAGE = Path.of("..", "docs", "az.md");
  private static final String BEGIN = "<!-- lines: begin -->\n";
  private static final String END = "<!-- lines: end -->";

  /** Fewer would not be the ways in which people use az. */
  private static final int LINES_MIN = 60;

  private static final Map<String, String> kept = new HashMap<>();

  @TempDir
  private static Path folder;

  private static Twinhub hub;
  private static Running device;

  @BeforeAll
  static void start() throws IOException {
    hub = Twinhub.start(
        HubConfig.builder(Ran.runFolder()).freePorts().transferFolder(folder).build());
    kept.put("sas_uri", folder.toUri().toString());
    kept.put("iothub_name", hub.facts().name());
    kept.put("login", hub.facts().connectionString());
    kept.put("folder", folder.toString());
    kept.put("tomorrow", Instant.now().plus(Duration.ofDays(1)).toString());
    Files.writeString(folder.resolve("tags.json"), "{\"plant\": \"Redmond43\"}");
    Files.writeString(
        folder.resolve("patch.json"), "[{\"op\":\"add\",\"path\":\"/patched\",\"value\":11}]");
    Files.writeString(
        folder.resolve("twin.json"),
        "{\"tags\": {\"floor\": 7}, \"properties\": {\"desired\": {\"interval\": 7}}}");
    Ran.twinhub("device-identity", "create", "-d", "myOnline");
    Ran.twinhub("device-twin", "update", "-d", "myOnline", "--desired", "{\"ready\":true}");
    device = Running.twinhub("device", "simulate", "-d", "myOnline", "--mc", "0");
    device.awaitOut("\"ready\":true");
  }

  @AfterAll
  static void stop() {
    device.close();
    hub.close();
  }

  static List<AzLine> working() throws IOException {
    return AzLine.all().stream().filter(AzLine::works).toList();
  }

  @ParameterizedTest
  @MethodSource("working")
  void works_as_it_is(AzLine line) {
    String[] words = line.words().stream().map(AzLinesTest::filled).toArray(String[]::new);
    Ran ran = Ran.twinhub(words);
    int code = 0;
    for (String instruction : line.expected()) {
      String[] parts = instruction.split(" ", 2);
      String text = parts.length > 1 ? parts[1] : "";
      switch (parts[0]) {
        case ">" -> assertThat(ran.out()).as(ran.err()).contains(text);
        case "!" -> assertThat(ran.out()).as(ran.err()).doesNotContain(text);
        case "=" ->
          assertThat(ran.out().stripTrailing()).as(ran.err()).isEqualTo(text.replace("\\n", "\n"));
        case "exit" -> code = Integer.parseInt(text);
        case "keep" -> keep(text, ran);
        default -> throw new AssertionError(instruction);
      }
    }
    assertThat(ran.code()).as(ran.err()).isEqualTo(code);
    assertThat(ran.err()).doesNotContain("\tat ");
  }

  private static String filled(String word) {
    String text = word;
    for (Map.Entry<String, String> each : kept.entrySet()) {
      text = text.replace("{" + each.getKey() + "}", each.getValue());
    }
    return text;
  }

  private static void keep(String name, Ran ran) {
    ran.json().forEach((member, value) -> {
      if (value instanceof JsonString text) {
        kept.put(name + "." + member, text.value());
      }
    });
  }

  @Test
  void there_are_as_many_as_people_use() throws IOException {
    assertThat(working()).hasSizeGreaterThan(LINES_MIN);
    assertThat(working()).doesNotHaveDuplicates();
  }

  @Test
  void the_page_has_each_line_and_what_it_does() throws IOException {
    String page = Files.readString(PAGE);
    int begin = page.indexOf(BEGIN) + BEGIN.length();
    int end = page.indexOf(END);
    String made = page.substring(0, begin) + table() + page.substring(end);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(PAGE, made);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(made);
  }

  private static String table() throws IOException {
    StringBuilder table = new StringBuilder();
    String section = "";
    for (AzLine line : AzLine.all()) {
      if (!line.section().equals(section)) {
        section = line.section();
        table.append("\n### %s\n\n| Line | Here |\n| --- | --- |\n".formatted(section));
      }
      table.append("| `%s` | %s |\n"
          .formatted(
              line.text().replace("|", "\\|").replace("\\`", "`").replace("`", "'"), here(line)));
    }
    return table.append('\n').toString();
  }

  private static String here(AzLine line) {
    if (!line.works()) {
      return "**no**: " + line.reason();
    }
    return line.expected().stream()
        .filter(each -> each.startsWith("exit "))
        .map(each -> "refused, exit code " + each.substring("exit ".length()))
        .findFirst()
        .orElse("works");
  }
}
