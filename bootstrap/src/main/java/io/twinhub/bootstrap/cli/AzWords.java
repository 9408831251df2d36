package io.twinhub.bootstrap.cli;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** Commands of {@code az iot hub} that are not here, and what does the same. It is loaded for mistakes only. */
final class AzWords {
  private static final String ROUTES =
      "'twinhub message-route' manages the routes, which lead to the built-in endpoint 'events' only";

  /** By the command as it is typed after {@code az iot hub}, or after {@code az iot} for {@code device}. */
  private static final Map<String, String> INSTEAD = Map.ofEntries(
      Map.entry("create", "'twinhub start --name NAME' starts a hub"),
      Map.entry("delete", "Ctrl-C ends a hub, and 'twinhub reset' empties it"),
      Map.entry("list", "'twinhub status' lists the hubs that run here"),
      Map.entry("show", "'twinhub status' shows the hub that runs here"),
      Map.entry("show-stats", "'twinhub status' counts the devices"),
      Map.entry("show-connection-string", "write 'twinhub connection-string show'"),
      Map.entry("consumer-group", "'twinhub start --consumer-group NAME' adds one"),
      Map.entry("certificate", "'twinhub start --device-ca FILE' trusts an authority of devices"),
      Map.entry(
          "monitor-feedback",
          "'twinhub device c2d-message send --wait' prints the feedback of a message"),
      Map.entry(
          "state",
          "'twinhub hub export' and 'twinhub hub import' do this, as does 'twinhub snapshot'"),
      Map.entry("route", ROUTES),
      Map.entry("routing-endpoint", ROUTES),
      Map.entry("message-endpoint", ROUTES),
      Map.entry("iot", "leave out 'iot hub', and of 'iot device' the 'iot'"),
      Map.entry(
          "device-identity show-connection-string",
          "write 'twinhub device-identity connection-string show'"),
      Map.entry(
          "module-identity show-connection-string",
          "write 'twinhub module-identity connection-string show'"),
      Map.entry("policy renew-key", "delete the policy and create it again"),
      Map.entry("device upload-file", "Twinhub has no file upload"));

  private AzWords() {}

  /**
   * What to do instead of a command that is not here.
   *
   * @param line the command whose arguments were not understood
   * @param args all arguments of the program
   */
  static Optional<String> instead(CommandLine line, String[] args) {
    String first = args.length == 0 ? "" : args[0];
    if (first.equals("iot")) {
      return sentence("iot");
    }
    String path = line.getParent() == null ? first : first + " " + (args.length > 1 ? args[1] : "");
    return line.getSubcommands().isEmpty() ? Optional.empty() : sentence(path);
  }

  private static Optional<String> sentence(String path) {
    return Optional.ofNullable(INSTEAD.get(path))
        .map(advice -> "there is no command '%s': %s".formatted(path, advice));
  }
}
