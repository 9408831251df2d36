package io.twinhub.bootstrap.cli.command.shell;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the script with which a shell completes commands and options. */
@Command(
    name = "completion",
    description = {
      "Prints the script with which a shell completes commands and options.",
      "bash, zsh: source <(twinhub completion bash)",
      "fish: twinhub completion fish > ~/.config/fish/completions/twinhub.fish"
    })
public final class CompletionCommand implements Runnable {
  /** The shells that have a script. */
  enum Shell {
    /** Bash. */
    bash,
    /** Zsh, which reads the script of Bash. */
    zsh,
    /** Fish. */
    fish
  }

  private static final Pattern CHOICES = Pattern.compile("_args=\\(\".*\"\\)");

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.")
  private Shell shell = Shell.bash;

  @Override
  public void run() {
    CommandLine program = spec.root().commandLine();
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        shell == Shell.fish
            ? FishCompletion.of(program)
            : asTyped(AutoComplete.bash(program.getCommandName(), program)));
    out.flush();
  }

  /** Picocli offers the names of constants, {@code JSON}; the help shows, and people type, {@code json}. */
  private static String asTyped(String script) {
    return CHOICES.matcher(script).replaceAll(found -> found.group().toLowerCase(Locale.ROOT));
  }
}
