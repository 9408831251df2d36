package io.twinhub.bootstrap.cli;

import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.bootstrap.config.RunFile;
import io.twinhub.domain.json.JsonValue;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that all commands on a hub share. */
final class HubOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-l", "--login"},
      paramLabel = "CONNECTION_STRING",
      description = "The hub to work on: Azure or any Twinhub. Default: the one running here.")
  private Optional<String> login = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "json|table|value",
      defaultValue = "json",
      description = "How to print the answer. Default: ${DEFAULT-VALUE}.")
  private Output output = Output.JSON;

  /** The hub to work on. */
  HubApi hub() {
    return hubs().api(login);
  }

  /**
   * The hub that runs here, for what only its admin port knows.
   *
   * @throws CommandFailure if another hub was named; to answer for this one would mislead
   */
  HubFacts local() {
    if (login.isPresent()) {
      throw CommandFailure.usage("--login: this command works on the hub that runs here only");
    }
    return hubs().local();
  }

  private static Hubs hubs() {
    return new Hubs(RunFile.defaultFolder());
  }

  /** Prints an answer. */
  void print(JsonValue value) {
    String text = output.render(value);
    if (!text.isEmpty()) {
      spec.commandLine().getOut().println(text);
      spec.commandLine().getOut().flush();
    }
  }
}
