package io.twinhub.bootstrap.cli;

import io.twinhub.domain.json.JsonValue;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How a command prints its answer. */
final class OutputOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "json|table|value",
      defaultValue = "json",
      description = "How to print the answer. Default: ${DEFAULT-VALUE}.")
  private Output output = Output.JSON;

  /** Prints an answer. */
  void print(JsonValue value) {
    String text = output.render(value);
    if (!text.isEmpty()) {
      say(text);
    }
  }

  /** Whether people read it. */
  boolean isTable() {
    return output == Output.TABLE;
  }

  /** Prints a text. */
  void say(String text) {
    spec.commandLine().getOut().println(text);
    spec.commandLine().getOut().flush();
  }
}
