package io.twinhub.bootstrap.cli.command;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the help of any command; picocli's own help command knows only commands of the first level. */
@Command(
    name = "help",
    helpCommand = true,
    description = "Shows the help of a command, as 'twinhub help snapshot create' does.")
public final class HelpOfCommand implements Runnable {
  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "The words of the command; the program itself without any.")
  private List<String> words = List.of();

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    CommandLine line = spec.commandLine().getParent();
    for (String word : words) {
      CommandLine sub = line.getSubcommands().get(word);
      if (sub == null) {
        throw new ParameterException(line, "Unknown command '%s'.".formatted(word));
      }
      line = sub;
    }
    line.usage(line.getOut());
  }
}
