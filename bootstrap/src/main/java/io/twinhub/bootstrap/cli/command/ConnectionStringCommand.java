package io.twinhub.bootstrap.cli.command;

import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.option.KeyOption;
import io.twinhub.bootstrap.cli.remote.AdminApi;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the connection string with which a back end connects. */
@Command(
    name = "connection-string",
    description = "The connection strings of the running hub.",
    subcommands = ConnectionStringCommand.Show.class)
public final class ConnectionStringCommand extends CommandGroup {

  @Command(
      name = "show",
      description =
          "Prints a connection string for back ends: for the service SDKs, or for Event Hubs.")
  static final class Show extends HubCommand {
    @Mixin
    private KeyOption key = new KeyOption();

    @Option(
        names = {"--policy-name", "--pn"},
        paramLabel = "NAME",
        defaultValue = "iothubowner",
        description = "The policy. Default: ${DEFAULT-VALUE}.")
    private String policyName = "";

    @Option(
        names = {"--default-eventhub", "--eh"},
        description = "The string for clients of Event Hubs, which read the hub's events.")
    private boolean eventHub;

    @Option(names = "--all", description = "Those of all policies, with their names.")
    private boolean all;

    @Override
    public void run() {
      HubFacts facts = options.local();
      options.print(
          all
              ? JsonArray.of(
                  names(facts), name -> string(facts, name).with("name", new JsonString(name)))
              : string(facts, policyName));
    }

    private static List<String> names(HubFacts facts) {
      JsonValue policies = new AdminApi(facts).send("GET", "/policies", Optional.empty());
      return ((JsonArray) policies)
          .elements().stream()
              .map(policy -> ((JsonObject) policy).find("keyName").orElse(policy))
              .map(name -> ((JsonString) name).value())
              .toList();
    }

    private JsonObject string(HubFacts facts, String name) {
      SharedKey shared = key.ofPolicy(facts, name);
      String connection = eventHub
          ? facts.events().connectionString(name, shared)
          : service(facts, name, shared).text();
      return JsonObject.of("connectionString", new JsonString(connection));
    }

    private static ConnectionString service(HubFacts facts, String name, SharedKey shared) {
      String host = ConnectionString.parse(facts.connectionString()).hostName();
      return new ConnectionString(host, name, shared);
    }
  }
}
