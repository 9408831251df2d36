package io.twinhub.bootstrap.cli;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Device identities. */
@Command(
    name = "device-identity",
    description = "Manages device identities.",
    subcommands = {
      DeviceIdentityCommand.Create.class,
      DeviceIdentityCommand.Show.class,
      DeviceIdentityCommand.ListAll.class,
      DeviceIdentityCommand.Update.class,
      DeviceIdentityCommand.Delete.class,
      DeviceConnectionString.Group.class
    })
final class DeviceIdentityCommand extends CommandGroup {

  /** Whether a device may connect. */
  enum Status {
    /** It may. */
    enabled,
    /** It may not. */
    disabled
  }

  /** What a user may say of a device, beside how it proves itself. */
  static final class DeviceContent {
    @Option(
        names = {"--status", "--sta"},
        paramLabel = "enabled|disabled",
        description = "Whether it may connect.")
    private Optional<Status> status = Optional.empty();

    @Option(
        names = {"--status-reason", "--star"},
        paramLabel = "TEXT",
        description = "Why.")
    private Optional<String> reason = Optional.empty();

    @Option(
        names = {"--edge-enabled", "--ee"},
        arity = "0..1",
        fallbackValue = "true",
        paramLabel = "true|false",
        description = "Whether it is an edge device.")
    private Optional<Boolean> edge = Optional.empty();

    JsonObject over(JsonObject device) {
      JsonObject.Builder changed = device.toBuilder();
      status.ifPresent(value -> changed.put("status", value.name()));
      reason.ifPresent(value -> changed.put("statusReason", value));
      edge.ifPresent(value ->
          changed.put("capabilities", JsonObject.builder().put("iotEdge", value).build()));
      return changed.build();
    }
  }

  @Command(name = "create", description = "Registers a device.")
  static final class Create implements Runnable {
    @Mixin
    private HubOptions options = new HubOptions();

    @Mixin
    private DeviceOption device = new DeviceOption();

    @Mixin
    private IdentityContent identity = new IdentityContent();

    @Mixin
    private DeviceContent content = new DeviceContent();

    @Override
    public void run() {
      JsonObject body = content
          .over(JsonObject.of("deviceId", new JsonString(device.id())))
          .with("authentication", identity.authentication());
      options.print(options
          .hub()
          .send("PUT", device.path(), Optional.empty(), Optional.of(body))
          .body());
    }
  }

  @Command(name = "show", description = "Prints a device identity.")
  static final class Show implements Runnable {
    @Mixin
    private HubOptions options = new HubOptions();

    @Mixin
    private DeviceOption device = new DeviceOption();

    @Override
    public void run() {
      options.print(options.hub().send("GET", device.path(), Optional.empty()).body());
    }
  }

  @Command(name = "list", description = "Prints device identities.")
  static final class ListAll implements Runnable {
    @Mixin
    private HubOptions options = new HubOptions();

    @Option(
        names = "--top",
        paramLabel = "N",
        defaultValue = "1000",
        description = "How many at most. Default: ${DEFAULT-VALUE}.")
    private int top = 1000;

    @Override
    public void run() {
      options.print(
          options.hub().send("GET", "/devices?top=" + top, Optional.empty()).body());
    }
  }

  @Command(name = "update", description = "Changes a device identity.")
  static final class Update implements Runnable {
    @Mixin
    private HubOptions options = new HubOptions();

    @Mixin
    private DeviceOption device = new DeviceOption();

    @Mixin
    private IdentityContent identity = new IdentityContent();

    @Mixin
    private DeviceContent content = new DeviceContent();

    @Override
    public void run() {
      HubApi hub = options.hub();
      JsonObject current =
          (JsonObject) hub.send("GET", device.path(), Optional.empty()).body();
      JsonObject body = content.over(current);
      if (identity.isGiven()) {
        body = body.with("authentication", identity.authentication());
      }
      options.print(hub.send("PUT", device.path(), Optional.of("\"*\""), Optional.of(body))
          .body());
    }
  }

  @Command(name = "delete", description = "Deletes a device, its modules and twins.")
  static final class Delete implements Runnable {
    @Mixin
    private HubOptions options = new HubOptions();

    @Mixin
    private DeviceOption device = new DeviceOption();

    @Override
    public void run() {
      options.hub().send("DELETE", device.path(), Optional.of("\"*\""));
    }
  }
}
