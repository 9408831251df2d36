package io.twinhub.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts with which shells complete commands, and the manual page. */
@Timeout(60)
class CompletionTest {
  @TempDir
  private Path folder;

  private String run(String... command) throws IOException, InterruptedException {
    Path out = folder.resolve("out");
    Process process = new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(out.toFile())
        .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return Files.readString(out);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      twinhub dev              | device-identity
      twinhub device-twin upd  | update
      twinhub device-twin update --rem | --remove
      twinhub start --log-f    | --log-format
      twinhub start --log-format j | json
      twinhub device-twin list -o js | jsonc
      """)
  void bash_completes_commands_and_options(String line, String completed)
      throws IOException, InterruptedException {
    Path script = Files.writeString(
        folder.resolve("twinhub.bash"), Ran.twinhub("completion", "bash").out());
    String[] words = line.split(" ", -1);
    String program = """
        source '%s'
        COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE='%s'; COMP_POINT=%d
        _complete_twinhub
        echo "${COMPREPLY[@]}"
        """.formatted(script, line, words.length - 1, line, line.length());
    assertThat(run("bash", "-c", program).split("\\s+", -1)).contains(completed);
  }

  @Test
  void zsh_reads_the_script_of_bash() {
    assertThat(Ran.twinhub("completion", "zsh")).isEqualTo(Ran.twinhub("completion", "bash"));
  }

  @Test
  void fish_has_a_line_for_each_command_and_option_of_the_help() {
    Ran fish = Ran.twinhub("completion", "fish");
    assertThat(fish.out())
        .contains(
            "complete -c twinhub -n '__twinhub_at ' -a device-twin -d 'Shows and changes device twins.'\n",
            "complete -c twinhub -n '__twinhub_at device-twin' -a list -d 'Prints the twins of devices.'\n",
            "complete -c twinhub -n '__twinhub_at device-twin update' -l remove -r -F -d ",
            "-s o -l output -x -a 'json jsonc table tsv yaml yamlc none value' -d ")
        .doesNotContain("resource-group");
    assertThat(fish.out().lines().skip(12))
        .allMatch(line -> line.startsWith("complete -c twinhub -"));
  }

  @Test
  void fish_accepts_the_script() throws IOException, InterruptedException {
    assumeThat(Path.of("/usr/bin/fish")).exists();
    Path script = Files.writeString(
        folder.resolve("twinhub.fish"), Ran.twinhub("completion", "fish").out());
    assertThat(run("/usr/bin/fish", "-n", script.toString())).isEmpty();
  }

  @Test
  void the_manual_page_has_the_help_of_each_command() {
    String page = Ran.twinhub("man").out();
    assertThat(page)
        .startsWith(
            ".TH TWINHUB 1 \"\" \"twinhub 1.2.3\"\n.SH NAME\ntwinhub \\- A local Azure IoT Hub")
        .contains(
            ".SS twinhub device\\-twin update\n.nf\nUsage: twinhub device\\-twin update [OPTIONS]")
        .contains("\\-\\-hub\\-name");
    assertThat(page.lines()).noneMatch(line -> line.startsWith("'"));
  }

  @Test
  void another_shell_is_wrong_usage() {
    assertThat(Ran.twinhub("completion", "csh").err())
        .startsWith("twinhub: 'csh' is not one of bash, zsh, fish\n");
    assertThat(Ran.twinhub("completion").code()).isEqualTo(2);
  }
}
