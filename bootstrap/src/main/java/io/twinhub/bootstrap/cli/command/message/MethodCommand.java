package io.twinhub.bootstrap.cli.command.message;

import io.twinhub.bootstrap.cli.option.JsonOption;
import io.twinhub.bootstrap.cli.option.TargetCommand;
import io.twinhub.bootstrap.cli.option.TargetOption;
import io.twinhub.bootstrap.cli.remote.HubMethods;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Calls a direct method and prints the answer. */
@Command
public final class MethodCommand extends TargetCommand {
  @Option(
      names = {"--method-name", "--mn"},
      required = true,
      paramLabel = "NAME",
      description = "The method to call.")
  private String name = "";

  @Option(
      names = {"--method-payload", "--mp"},
      paramLabel = "JSON",
      description = "The payload: JSON of any kind, or @file. Default: null.")
  private Optional<String> payload = Optional.empty();

  @Option(
      names = {"--method-connect-timeout", "--mct"},
      paramLabel = "SECONDS",
      defaultValue = "0",
      description =
          "How long to wait for the device to connect, 0 to 300. Default: ${DEFAULT-VALUE}.")
  private int connectTimeout;

  @Option(
      names = {"--timeout", "--to"},
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long to wait for the answer, 5 to 300. Default: ${DEFAULT-VALUE}.")
  private int timeout;

  private MethodCommand(TargetOption target) {
    super(target);
  }

  /** The command {@code name} for the device or module that {@code target} names. */
  public static CommandLine named(String name, String description, TargetOption target) {
    CommandLine command = new CommandLine(new MethodCommand(target));
    command.setCommandName(name);
    command.getCommandSpec().usageMessage().description(description);
    return command;
  }

  @Override
  public void run() {
    JsonObject.Builder body = JsonObject.builder()
        .put("methodName", new JsonString(name))
        .put("connectTimeoutInSeconds", connectTimeout)
        .put("responseTimeoutInSeconds", timeout);
    payload.ifPresent(json -> body.put("payload", JsonOption.parseAny("--method-payload", json)));
    Duration wait = Duration.ofSeconds((long) connectTimeout + timeout);
    options.print(new HubMethods(options.hub()).invoke(target.address(), body.build(), wait));
  }
}
