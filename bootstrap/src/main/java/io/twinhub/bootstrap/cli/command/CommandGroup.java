package io.twinhub.bootstrap.cli.command;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * A command that only groups others. Used alone it is wrong usage, and it lists the commands in the group.
 */
@Command
public class CommandGroup implements Runnable {
  @Spec
  private CommandSpec spec = CommandSpec.create();

  /** A group without commands. */
  public static CommandLine named(String name, String description) {
    CommandLine group = new CommandLine(new CommandGroup());
    group.setCommandName(name);
    group.getCommandSpec().usageMessage().description(description);
    return group;
  }

  @Override
  public void run() {
    List<String> names = spec.subcommands().keySet().stream().sorted().toList();
    throw new ParameterException(spec.commandLine(), "give one of: " + String.join(", ", names));
  }
}
