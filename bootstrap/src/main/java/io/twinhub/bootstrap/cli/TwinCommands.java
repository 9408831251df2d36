package io.twinhub.bootstrap.cli;

import io.twinhub.domain.json.JsonObject;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Twins of devices and modules: show, update, replace. */
final class TwinCommands {
  private TwinCommands() {}

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

    /** The condition as the hub wants it: in quotes. */
    Optional<String> ifMatch() {
      return etag.map(tag -> "\"" + tag.replace("\"", "") + "\"");
    }
  }

  /** Device twins. */
  @Command(
      name = "device-twin",
      description = "Shows and changes device twins.",
      subcommands = {ShowDevice.class, UpdateDevice.class, ReplaceDevice.class})
  static final class OfDevices extends CommandGroup {}

  /** Module twins. */
  @Command(
      name = "module-twin",
      description = "Shows and changes module twins.",
      subcommands = {ShowModule.class, UpdateModule.class, ReplaceModule.class})
  static final class OfModules extends CommandGroup {}

  private static void show(HubOptions options, String path) {
    options.print(options.hub().send("GET", path, Optional.empty()).body());
  }

  private static void write(HubOptions options, String method, String path, Content content) {
    JsonObject body = content.body();
    options.print(
        options.hub().send(method, path, content.ifMatch(), Optional.of(body)).body());
  }

  @Command(name = "show", description = "Prints a device twin.")
  static final class ShowDevice implements Runnable {
    @Mixin
    private HubOptions options = new HubOptions();

    @Mixin
    private DeviceOption device = new DeviceOption();

    @Override
    public void run() {
      show(options, device.twinPath());
    }
  }

  @Command(name = "update", description = "Merges into a device twin; null removes.")
  static final class UpdateDevice implements Runnable {
    @Mixin
    private HubOptions options = new HubOptions();

    @Mixin
    private DeviceOption device = new DeviceOption();

    @Mixin
    private Content content = new Content();

    @Override
    public void run() {
      write(options, "PATCH", device.twinPath(), content);
    }
  }

  @Command(name = "replace", description = "Replaces tags and desired properties of a device twin.")
  static final class ReplaceDevice implements Runnable {
    @Mixin
    private HubOptions options = new HubOptions();

    @Mixin
    private DeviceOption device = new DeviceOption();

    @Mixin
    private Content content = new Content();

    @Override
    public void run() {
      write(options, "PUT", device.twinPath(), content);
    }
  }

  @Command(name = "show", description = "Prints a module twin.")
  static final class ShowModule implements Runnable {
    @Mixin
    private HubOptions options = new HubOptions();

    @Mixin
    private ModuleOption module = new ModuleOption();

    @Override
    public void run() {
      show(options, module.twinPath());
    }
  }

  @Command(name = "update", description = "Merges into a module twin; null removes.")
  static final class UpdateModule implements Runnable {
    @Mixin
    private HubOptions options = new HubOptions();

    @Mixin
    private ModuleOption module = new ModuleOption();

    @Mixin
    private Content content = new Content();

    @Override
    public void run() {
      write(options, "PATCH", module.twinPath(), content);
    }
  }

  @Command(name = "replace", description = "Replaces tags and desired properties of a module twin.")
  static final class ReplaceModule implements Runnable {
    @Mixin
    private HubOptions options = new HubOptions();

    @Mixin
    private ModuleOption module = new ModuleOption();

    @Mixin
    private Content content = new Content();

    @Override
    public void run() {
      write(options, "PUT", module.twinPath(), content);
    }
  }
}
