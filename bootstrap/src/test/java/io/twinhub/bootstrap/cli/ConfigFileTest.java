package io.twinhub.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.cli.command.HubStarter;
import io.twinhub.bootstrap.config.HubConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The configuration file of {@code start}. */
class ConfigFileTest {
  @TempDir
  private Path folder;

  private final List<HubConfig> asked = new ArrayList<>();

  private Ran start(String text, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("twinhub.conf"), text);
    List<String> all = new ArrayList<>(List.of("start", "--config", file.toString()));
    all.addAll(List.of(options));
    return Ran.twinhub(
        config -> {
          asked.add(config);
          throw new HubStarter.StartFailure("enough", new IllegalStateException());
        },
        all.toArray(String[]::new));
  }

  @Test
  void its_lines_are_options_and_the_command_line_takes_precedence() throws IOException {
    start("""
        # how our hub runs
        name = lab
        in-memory
          https-port=1443

        mqtt-port = 18883
        san = one.example
        san = two.example
        arrays = ALLOW
        """, "--mqtt-port", "28883");
    HubConfig config = asked.get(0);
    assertThat(config.httpsPort()).isEqualTo(1443);
    assertThat(config.mqttPort()).isEqualTo(28_883);
    assertThat(config.extraNames()).containsExactly("one.example", "two.example");
    assertThat(config.data()).isEmpty();
    assertThat(config.toString()).contains("lab", "ALLOW");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      nmae = lab             | there is no option 'nmae'
      config = other.conf    | there is no option 'config'
      help                   | there is no option 'help'
      = lab                  | there is no option ''
      mqtt-port = many       | --mqtt-port: 'many' is not a whole number
      mqtt-port              | Missing required parameter for option '--mqtt-port' (PORT)
      log-level = loud       | --log-level: 'loud' is not one of off, error, warn, info, debug, trace
      mqtt-port = 70000      | --mqtt-port: 70000 is not a port; ports are 0 to 65535
      token-leeway = soon    | --token-leeway: 'soon' is not a duration; write 500ms, 10s, 2m or 1h
      name = a b             | --name: 'a b' is no name of a hub; it has letters, digits and hyphens, at most 63
      """)
  void a_mistake_is_named_with_file_and_line(String line, String mistake) throws IOException {
    Ran ran = start("\n# a comment\n" + line + "\n");
    assertThat(ran.err().lines().findFirst())
        .contains("twinhub: %s:3: %s".formatted(folder.resolve("twinhub.conf"), mistake));
    assertThat(ran.code()).isEqualTo(2);
    assertThat(asked).isEmpty();
  }

  @Test
  void an_option_that_stands_twice_is_a_mistake() throws IOException {
    assertThat(start("name = one\nname = two\n").err())
        .contains("twinhub.conf:2: 'name' stands in line 1 already\n");
  }

  @Test
  void a_mistake_on_the_command_line_is_not_laid_at_the_files_door() throws IOException {
    assertThat(start("mqtt-port = 1\n", "--mqtt-port", "70000").err())
        .startsWith("twinhub: --mqtt-port: 70000 is not a port");
  }

  @Test
  void a_file_that_is_not_there_or_is_no_text_is_named() throws IOException {
    assertThat(Ran.twinhub("start", "--config=" + folder.resolve("none")).err())
        .startsWith("twinhub: --config: cannot read %s: ".formatted(folder.resolve("none")));
    Path bytes =
        Files.write(folder.resolve("bytes"), "n\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(Ran.twinhub("start", "--config", bytes.toString()).code()).isEqualTo(2);
    assertThat(Ran.twinhub("start", "--config").err())
        .startsWith("twinhub: Missing required parameter for option '--config' (FILE)");
  }
}
