package io.twinhub.bootstrap.cli.command;

import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.option.HubOptions;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.AdminApi;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.domain.access.Permission;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Manages shared access policies of the hub that runs here. Azure's policies are managed in the portal. */
@Command(
    name = "policy",
    description = "Manages the shared access policies of the running hub.",
    subcommands = {
      PolicyCommand.Create.class,
      PolicyCommand.Show.class,
      PolicyCommand.ListAll.class,
      PolicyCommand.Delete.class
    })
public final class PolicyCommand extends CommandGroup {

  /** The option that names a policy. */
  static final class NameOption {
    @Option(
        names = {"-n", "--name", "--pn"},
        required = true,
        paramLabel = "NAME",
        description = "The policy.")
    private String name = "";

    String path() {
      return "/policies/" + HubApi.segment(name);
    }
  }

  private static AdminApi admin(HubOptions options) {
    return new AdminApi(options.local());
  }

  @Command(name = "create", description = "Makes a policy with new keys.")
  static final class Create extends HubCommand {
    @Mixin
    private NameOption name = new NameOption();

    @Option(
        names = "--permissions",
        required = true,
        arity = "1..*",
        split = ",",
        paramLabel = "PERMISSION",
        description = "RegistryRead, RegistryWrite, ServiceConnect, DeviceConnect.")
    private List<String> permissions = List.of();

    @Override
    public void run() {
      List<JsonValue> names = permissions.stream()
          .<JsonValue>map(text -> new JsonString(spelt(text)))
          .toList();
      JsonObject body = JsonObject.builder()
          .put("name", name.name)
          .put("permissions", new JsonArray(names))
          .build();
      options.print(admin(options).send("POST", "/policies", Optional.of(body)));
    }

    /** Converts a permission as Azure spells it, in any case. */
    private static String spelt(String text) {
      return Permission.find(text)
          .map(Permission::azureName)
          .orElseThrow(() -> CommandFailure.usage("--permissions: '%s' is not one of %s"
              .formatted(text, String.join(", ", Permission.azureNames()))));
    }
  }

  @Command(name = "show", description = "Prints a policy with its keys.")
  static final class Show extends HubCommand {
    @Mixin
    private NameOption name = new NameOption();

    @Override
    public void run() {
      options.print(admin(options).send("GET", name.path(), Optional.empty()));
    }
  }

  @Command(name = "list", description = "Prints all policies with their keys.")
  static final class ListAll extends HubCommand {
    @Override
    public void run() {
      options.print(admin(options).send("GET", "/policies", Optional.empty()));
    }
  }

  @Command(name = "delete", description = "Deletes a policy; its tokens stop working.")
  static final class Delete extends HubCommand {
    @Mixin
    private NameOption name = new NameOption();

    @Override
    public void run() {
      admin(options).send("DELETE", name.path(), Optional.empty());
    }
  }
}
