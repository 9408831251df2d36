package io.twinhub.bootstrap.cli.command;

import io.twinhub.bootstrap.cli.option.HubOptions;
import io.twinhub.bootstrap.cli.option.JsonOption;
import io.twinhub.bootstrap.cli.option.TargetCommand;
import io.twinhub.bootstrap.cli.option.TargetOption;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.domain.json.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Twins: show, update, replace; the same for devices and modules. */
public final class TwinCommands {
  private TwinCommands() {}

  /** The group {@code name} for the twins that {@code target} names. */
  public static CommandLine group(String name, String description, Supplier<TargetOption> target) {
    return CommandGroup.named(name, description)
        .addSubcommand(new Show(target.get()))
        .addSubcommand(new Update(target.get()))
        .addSubcommand(new Replace(target.get()));
  }

  /** The parts of a twin that a user may give. */
  static final class Content {
    @Option(names = "--tags", paramLabel = "JSON", description = "Tags, or @file.")
    private Optional<String> tags = Optional.empty();

    @Option(names = "--desired", paramLabel = "JSON", description = "Desired properties, or @file.")
    private Optional<String> desired = Optional.empty();

    @Option(names = "--json", paramLabel = "FILE", description = "A file with a twin document.")
    private Optional<Path> file = Optional.empty();

    @Option(
        names = {"-e", "--etag"},
        paramLabel = "ETAG",
        description = "Write only if the twin's etag is this one.")
    private Optional<String> etag = Optional.empty();

    JsonObject body() {
      JsonObject body = file.map(f -> JsonOption.read("--json", f)).orElse(JsonObject.EMPTY);
      if (tags.isPresent()) {
        body = body.with("tags", JsonOption.parse("--tags", tags.get()));
      }
      if (desired.isPresent()) {
        JsonObject properties =
            JsonObject.of("desired", JsonOption.parse("--desired", desired.get()));
        body = body.with("properties", properties);
      }
      if (body.isEmpty()) {
        throw CommandFailure.usage("give at least one of --tags, --desired and --json");
      }
      return body;
    }

    /** The condition in the form that the hub expects: in quotes. */
    Optional<String> ifMatch() {
      return etag.map(tag -> "\"" + tag.replace("\"", "") + "\"");
    }
  }

  @Command(name = "show", description = "Prints a twin.")
  static final class Show extends TargetCommand {
    Show(TargetOption target) {
      super(target);
    }

    @Override
    public void run() {
      options.print(
          options.hub().send("GET", target.twinPath(), Optional.empty()).body());
    }
  }

  @Command(name = "update", description = "Merges into a twin; null removes.")
  static final class Update extends TargetCommand {
    @Mixin
    private Content content = new Content();

    Update(TargetOption target) {
      super(target);
    }

    @Override
    public void run() {
      write(options, "PATCH", target, content);
    }
  }

  @Command(name = "replace", description = "Replaces tags and desired properties of a twin.")
  static final class Replace extends TargetCommand {
    @Mixin
    private Content content = new Content();

    Replace(TargetOption target) {
      super(target);
    }

    @Override
    public void run() {
      write(options, "PUT", target, content);
    }
  }

  private static void write(
      HubOptions options, String method, TargetOption target, Content content) {
    JsonObject body = content.body();
    options.print(options
        .hub()
        .send(method, target.twinPath(), content.ifMatch(), Optional.of(body))
        .body());
  }
}
