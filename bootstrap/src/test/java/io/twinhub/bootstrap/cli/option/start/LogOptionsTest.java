package io.twinhub.bootstrap.cli.option.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is logged with the options of {@code start}, by the configuration that ships. */
@Timeout(120)
class LogOptionsTest {
  @TempDir
  private Path folder;

  @Command
  static final class Logging {
    @Mixin
    private LogOptions log = new LogOptions();
  }

  /** Logs some lines, in a process of its own, since logging is set up once. */
  static final class Program {
    private Program() {}

    public static void main(String[] args) {
      Logging command = new Logging();
      CommandLine line = new CommandLine(command);
      line.setCaseInsensitiveEnumValuesAllowed(true);
      var unused = line.parseArgs(args);
      command.log.apply();
      for (String name : List.of("io.twinhub.some.Hub", "org.library.Thing")) {
        LoggerFactory.getLogger(name).error("e");
        LoggerFactory.getLogger(name).warn("w");
        LoggerFactory.getLogger(name).info("i \"{}\"", "x");
        LoggerFactory.getLogger(name).debug("d");
      }
    }
  }

  private List<String> logged(String... options) throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Dlogback.configurationFile=" + Path.of("src/main/conf/logback.xml").toAbsolutePath(),
        "-cp",
        System.getProperty("java.class.path"),
        Program.class.getName()));
    command.addAll(List.of(options));
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readAllLines(log);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
                        | ERROR Hub, WARN  Hub, INFO  Hub, ERROR Thing, WARN  Thing, INFO  Thing
      --log-level debug | ERROR Hub, WARN  Hub, INFO  Hub, DEBUG Hub, ERROR Thing, WARN  Thing, INFO  Thing
      --log-level WARN  | ERROR Hub, WARN  Hub, ERROR Thing, WARN  Thing
      --quiet           | ERROR Hub, ERROR Thing
      --quiet --log-level off |
      """)
  void as_much_is_logged_as_the_options_say(String options, String lines)
      throws IOException, InterruptedException {
    List<String> logged = logged(options == null ? new String[0] : options.split(" ", -1));
    assertThat(String.join(
            ", ",
            logged.stream()
                .map(line -> line.replaceFirst("^[0-9:.]+ (.*) - .*$", "$1"))
                .toList()))
        .isEqualTo(lines == null ? "" : lines);
  }

  @Test
  void in_json_each_line_is_an_object() throws IOException, InterruptedException {
    List<String> lines = logged("--log-format", "json", "--log-level", "info");
    assertThat(lines).hasSize(6);
    JsonObject info = JsonText.parseObject(lines.get(2));
    assertThat(info.find("formattedMessage")).contains(new JsonString("i \"x\""));
    assertThat(info.find("level")).contains(new JsonString("INFO"));
    assertThat(info.find("loggerName")).contains(new JsonString("io.twinhub.some.Hub"));
  }
}
