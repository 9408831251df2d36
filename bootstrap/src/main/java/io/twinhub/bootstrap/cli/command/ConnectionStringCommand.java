package io.twinhub.bootstrap.cli.command;

import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.option.KeyOption;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.AdminApi;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.HubFacts;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
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

    @Override
    public void run() {
      HubFacts facts = options.local();
      JsonObject policy = (JsonObject) new AdminApi(facts)
          .send("GET", "/policies/" + HubApi.segment(policyName), Optional.empty());
      if (!(policy.find(key.type() + "Key").orElse(policy) instanceof JsonString value)) {
        throw CommandFailure.refused("the policy has no " + key.type() + " key");
      }
      SharedKey shared = new SharedKey(value.value());
      String connection = eventHub
          ? facts.events().connectionString(policyName, shared)
          : service(facts, shared).text();
      options.print(JsonObject.of("connectionString", new JsonString(connection)));
    }

    private ConnectionString service(HubFacts facts, SharedKey shared) {
      String host = ConnectionString.parse(facts.connectionString()).hostName();
      return new ConnectionString(host, policyName, shared);
    }
  }
}
