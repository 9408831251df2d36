package io.twinhub.bootstrap.cli.option;

import io.twinhub.bootstrap.cli.print.OutputFormat;
import io.twinhub.domain.json.JsonValue;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that says how a command prints its answer. */
public final class OutputOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "json|table|value",
      defaultValue = "json",
      description = "How to print the answer. Default: ${DEFAULT-VALUE}.")
  private OutputFormat output = OutputFormat.JSON;

  /** Prints an answer. */
  public void print(JsonValue value) {
    String text = output.render(value);
    if (!text.isEmpty()) {
      say(text);
    }
  }

  /** Whether the output is meant for people. */
  public boolean isTable() {
    return output == OutputFormat.TABLE;
  }

  /** Prints a text. */
  public void say(String text) {
    spec.commandLine().getOut().println(text);
    spec.commandLine().getOut().flush();
  }
}
