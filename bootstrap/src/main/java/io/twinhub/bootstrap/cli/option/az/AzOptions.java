package io.twinhub.bootstrap.cli.option.az;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/**
 * Options that every {@code az iot hub} command has and that mean nothing here: what account to use, and how
 * much to print beside the answer. They are accepted, so that lines written for {@code az} work as they are.
 */
public final class AzOptions {
  private static final String HUB = "--hub-name";
  private static final String SHORT_HUB = "-n";

  /** Options with a value. */
  @Option(
      names = {"-g", "--resource-group", "-s", "--subscription", "--auth-type"},
      hidden = true,
      paramLabel = "TEXT",
      description = "Accepted for az's sake, and ignored.")
  void account(List<String> unused) {}

  /** Options without one. */
  @Option(
      names = {"--only-show-errors", "--verbose", "--debug"},
      arity = "0",
      hidden = true,
      description = "Accepted for az's sake, and ignored.")
  void chatter(List<Boolean> unused) {}

  /**
   * Lets {@code -n} name the hub wherever a command does not use it for anything else, as {@code policy} does
   * for the name of a policy.
   */
  public static void addShortName(CommandSpec command) {
    OptionSpec hub = command.findOption(HUB);
    if (hub != null && command.findOption(SHORT_HUB) == null) {
      List<String> names = new ArrayList<>(List.of(hub.names()));
      names.add(0, SHORT_HUB);
      command.remove(hub);
      command.addOption(
          OptionSpec.builder(hub).names(names.toArray(String[]::new)).build());
    }
  }
}
