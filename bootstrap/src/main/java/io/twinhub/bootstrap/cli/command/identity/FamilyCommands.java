package io.twinhub.bootstrap.cli.command.identity;

import io.twinhub.bootstrap.cli.command.CommandGroup;
import io.twinhub.bootstrap.cli.option.DeviceOption;
import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The groups {@code parent} and {@code children} of {@code device-identity}. */
final class FamilyCommands {
  private FamilyCommands() {}

  static CommandLine ofParents() {
    return CommandGroup.named("parent", "The edge device through which a device connects.")
        .addSubcommand(new ShowParent())
        .addSubcommand(new SetParent());
  }

  static CommandLine ofChildren() {
    return CommandGroup.named("children", "The devices that connect through an edge device.")
        .addSubcommand(new ListChildren())
        .addSubcommand(new AddChildren())
        .addSubcommand(new RemoveChildren());
  }

  /** Commands on the family of one device. */
  abstract static class FamilyCommand extends HubCommand {
    @Mixin
    protected final DeviceOption device = new DeviceOption();

    Family family() {
      return new Family(options.hub());
    }
  }

  @Command(name = "show", description = "Prints the twin of the parent of a device.")
  static final class ShowParent extends FamilyCommand {
    @Override
    public void run() {
      options.print(family().parent(device.id()));
    }
  }

  @Command(name = "set", description = "Makes a device the child of an edge device.")
  static final class SetParent extends FamilyCommand {
    @Option(
        names = {"--parent-device-id", "--pd"},
        required = true,
        paramLabel = "ID",
        description = "The edge device.")
    private String parent = "";

    @Option(
        names = {"-f", "--force"},
        description = "Move the child of another parent.")
    private boolean force;

    @Override
    public void run() {
      options.print(family().join(parent, List.of(device.id()), force));
    }
  }

  @Command(name = "list", description = "Prints the twins of the children of an edge device.")
  static final class ListChildren extends FamilyCommand {
    @Override
    public void run() {
      options.print(family().children(device.id()));
    }
  }

  @Command(name = "add", description = "Makes devices children of an edge device.")
  static final class AddChildren extends FamilyCommand {
    @Option(
        names = {"--child-list", "--cl"},
        required = true,
        arity = "1..*",
        split = ",",
        paramLabel = "ID",
        description = "The devices.")
    private List<String> children = List.of();

    @Option(
        names = {"-f", "--force"},
        description = "Move children of other parents.")
    private boolean force;

    @Override
    public void run() {
      family().join(device.id(), children, force);
    }
  }

  @Command(name = "remove", description = "Takes children from an edge device.")
  static final class RemoveChildren extends FamilyCommand {
    @Option(
        names = {"--child-list", "--cl"},
        arity = "1..*",
        split = ",",
        paramLabel = "ID",
        description = "The devices.")
    private List<String> children = List.of();

    @Option(
        names = {"-a", "--remove-all"},
        description = "All children.")
    private boolean all;

    @Override
    public void run() {
      if (all == !children.isEmpty()) {
        throw CommandFailure.usage("give either --child-list or --remove-all");
      }
      family().part(device.id(), all ? Optional.empty() : Optional.of(children));
    }
  }
}
