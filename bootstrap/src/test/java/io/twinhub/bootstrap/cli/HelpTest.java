package io.twinhub.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.cli.print.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * What {@code --help} says of each command: {@code help.golden}, reviewed as a diff. Rewritten with
 * {@code -Dtest.jvm.options=-Dgolden.update=true}.
 */
class HelpTest {
  private static final Path FILE = Path.of("src/test/resources/cli/help.golden");

  @Test
  void each_command_explains_itself() throws IOException {
    StringBuilder all = new StringBuilder();
    append(all, Ran.commandLine(config -> {
      throw new AssertionError();
    }));
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(FILE, all);
    }
    assertThat(all.toString()).isEqualTo(Files.readString(FILE));
  }

  private static void append(StringBuilder all, CommandLine line) {
    all.append("=== %s%n".formatted(line.getCommandSpec().qualifiedName()));
    all.append(line.getUsageMessage()).append('\n');
    line.getSubcommands().values().stream()
        .sorted((a, b) -> a.getCommandName().compareTo(b.getCommandName()))
        .forEach(sub -> append(all, sub));
  }

  @Test
  void help_and_version_are_done_and_print_to_out() {
    Ran help = Ran.twinhub("device-twin", "show", "--help");
    assertThat(help.code()).isZero();
    assertThat(help.out()).startsWith("Usage: twinhub device-twin show [OPTIONS]");
    assertThat(Ran.twinhub("policy", "list", "-V")).isEqualTo(new Ran(0, "twinhub 1.2.3\n", ""));
    assertThat(Ran.twinhub("--version")).isEqualTo(new Ran(0, "twinhub 1.2.3\n", ""));
    assertThat(Ran.twinhub("help", "query").out()).startsWith("Usage: twinhub query [OPTIONS]");
  }

  @Test
  void the_program_alone_prints_its_help() {
    assertThat(Ran.twinhub()).isEqualTo(Ran.twinhub("--help"));
    assertThat(Ran.twinhub().code()).isZero();
  }

  @Test
  void help_finds_a_command_at_any_depth() {
    assertThat(Ran.twinhub("help", "snapshot", "create"))
        .isEqualTo(Ran.twinhub("snapshot", "create", "--help"));
    assertThat(Ran.twinhub("help")).isEqualTo(Ran.twinhub("--help"));
  }

  @Test
  void help_for_no_command_is_wrong_usage() {
    assertThat(Ran.twinhub("help", "snapshot", "crate"))
        .isEqualTo(new Ran(ExitCode.USAGE, "", """
                twinhub: Unknown command 'crate'.
                Try 'twinhub snapshot --help'.
                """));
    assertThat(Ran.twinhub("help", "nope").err()).startsWith("twinhub: Unknown command 'nope'.\n");
  }
}
