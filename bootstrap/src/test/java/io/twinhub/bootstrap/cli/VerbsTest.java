package io.twinhub.bootstrap.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.twinhub.bootstrap.cli.command.HubStarter;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** A command is made alone, by its name. */
class VerbsTest {
  private static final HubStarter NONE = config -> {
    throw new AssertionError("nothing is to be started: " + config);
  };

  private static final Set<String> ABOUT_ALL = Set.of("help", "completion", "man");

  @Test
  void each_command_is_found_alone_by_the_name_that_it_has_in_the_help() {
    for (String name : names(TwinhubCommand.commandLine(NONE, "1"))) {
      Set<String> made = names(TwinhubCommand.forArguments(NONE, "1", name, "--help"));
      assertEquals(
          ABOUT_ALL.contains(name) ? names(TwinhubCommand.commandLine(NONE, "1")) : Set.of(name),
          made);
    }
  }

  @Test
  void without_a_known_name_all_commands_are_there_for_help_and_suggestions() {
    Set<String> all = names(TwinhubCommand.commandLine(NONE, "1"));
    assertEquals(all, names(TwinhubCommand.forArguments(NONE, "1")));
    assertEquals(all, names(TwinhubCommand.forArguments(NONE, "1", "--help")));
    assertEquals(all, names(TwinhubCommand.forArguments(NONE, "1", "devise-twin", "show")));
  }

  @Test
  void the_version_needs_no_command() {
    assertEquals(Set.of(), names(TwinhubCommand.forArguments(NONE, "1", "--version")));
  }

  private static Set<String> names(CommandLine line) {
    return new TreeSet<>(line.getSubcommands().keySet());
  }
}
