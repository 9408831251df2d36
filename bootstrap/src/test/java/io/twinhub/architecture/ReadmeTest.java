package io.twinhub.architecture;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.cli.TwinhubCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the README shows is what there is. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern BLOCK =
      Pattern.compile("<!-- file: (\\S+) -->\\n```\\w+\\n(.*?)\\n```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");
  private static final Pattern OPTION_ROW = Pattern.compile("(?m)^\\| `(--[a-z-]+)[ `]");

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }

  @Test
  void each_program_that_it_shows_is_the_program_that_is_tested() throws IOException {
    Matcher blocks = BLOCK.matcher(readme());
    int count = 0;
    while (blocks.find()) {
      count++;
      assertThat(Files.readString(ROOT.resolve(blocks.group(1))).strip())
          .as(blocks.group(1))
          .isEqualTo(blocks.group(2).strip());
    }
    assertThat(count).isEqualTo(8);
  }

  @Test
  void each_link_leads_somewhere() throws IOException {
    Matcher links = LINK.matcher(readme());
    while (links.find()) {
      assertThat(ROOT.resolve(links.group(1))).exists();
    }
  }

  @Test
  void its_table_of_options_is_that_of_the_command() throws IOException {
    Set<String> shown = new TreeSet<>();
    Matcher rows = OPTION_ROW.matcher(readme());
    while (rows.find()) {
      shown.add(rows.group(1));
    }
    CommandLine start = requireNonNull(TwinhubCommand.commandLine(
            config -> {
              throw new IllegalStateException("not started in this test");
            },
            "test")
        .getSubcommands()
        .get("start"));
    Set<String> known = new TreeSet<>();
    for (OptionSpec option : start.getCommandSpec().options()) {
      known.add(option.longestName());
    }
    known.remove("--help");
    known.remove("--version");
    assertThat(shown).isEqualTo(known);
  }
}
