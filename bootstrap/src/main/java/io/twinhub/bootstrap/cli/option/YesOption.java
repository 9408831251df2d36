package io.twinhub.bootstrap.cli.option;

import io.twinhub.bootstrap.cli.command.SqlCommand;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks for confirmation before a command replaces everything; a script, which cannot answer, says --yes. */
public final class YesOption {
  private static final Set<String> AGREEING = Set.of("y", "yes");

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask first. Needed where nobody can be asked, as in a script.")
  private boolean yes;

  /**
   * Asks whether to go on.
   *
   * @param warning what will happen, as a sentence
   * @throws CommandFailure if the answer is no
   */
  public void require(String warning) {
    if (yes) {
      return;
    }
    if (!Boolean.getBoolean(SqlCommand.INTERACTIVE_PROPERTY)) {
      throw CommandFailure.usage("%s Nobody can be asked here: say --yes".formatted(warning));
    }
    PrintWriter err = spec.commandLine().getErr();
    err.print(warning + " Go on? [y/N] ");
    err.flush();
    try {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
      String answer = in.readLine();
      if (answer == null || !AGREEING.contains(answer.strip().toLowerCase(Locale.ROOT))) {
        throw CommandFailure.refused("nothing was changed");
      }
    } catch (IOException e) {
      throw CommandFailure.refused("nothing was changed");
    }
  }
}
