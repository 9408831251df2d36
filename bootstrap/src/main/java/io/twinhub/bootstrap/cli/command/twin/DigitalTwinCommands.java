package io.twinhub.bootstrap.cli.command.twin;

import io.twinhub.application.json.JsonText;
import io.twinhub.azure.rest.RestAnswer;
import io.twinhub.bootstrap.cli.command.CommandGroup;
import io.twinhub.bootstrap.cli.option.DeviceOption;
import io.twinhub.bootstrap.cli.option.EtagOption;
import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.option.JsonOption;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Digital twins (Plug and Play): show, update, invoke-command. */
public final class DigitalTwinCommands {
  private DigitalTwinCommands() {}

  /** The group. */
  public static CommandLine group() {
    return CommandGroup.named(
            "digital-twin", "Shows and changes digital twins (Plug and Play), calls commands.")
        .addSubcommand(new Show())
        .addSubcommand(new Update())
        .addSubcommand(new InvokeCommand());
  }

  /** Commands on one digital twin. */
  abstract static class DigitalTwinCommand extends HubCommand {
    @Mixin
    protected final DeviceOption device = new DeviceOption();

    String path() {
      return "/digitaltwins/" + HubApi.segment("--device-id", device.id());
    }

    JsonValue twin() {
      String path = path();
      return options.hub().send("GET", path, Optional.empty()).body();
    }
  }

  @Command(name = "show", description = "Prints a digital twin.")
  static final class Show extends DigitalTwinCommand {
    @Override
    public void run() {
      options.print(twin());
    }
  }

  @Command(name = "update", description = "Changes what is wanted of a device by a JSON Patch.")
  static final class Update extends DigitalTwinCommand {
    @Option(
        names = {"--json-patch", "--jp", "--patch"},
        required = true,
        paramLabel = "JSON",
        description = "One operation or an array of them, or @file, such as"
            + " [{\"op\":\"add\",\"path\":\"/target\",\"value\":42}].")
    private String patch = "";

    @Mixin
    private EtagOption etag = new EtagOption();

    @Override
    public void run() {
      JsonValue given = JsonOption.parseAny("--json-patch", patch);
      JsonValue body = given instanceof JsonObject one ? JsonArray.of(one) : given;
      String path = path();
      var unused = options.hub().send("PATCH", path, etag.ifMatch(), Optional.of(body));
      options.print(twin());
    }
  }

  @Command(
      name = "invoke-command",
      description = "Calls a command of a device or of one of its components.")
  static final class InvokeCommand extends DigitalTwinCommand {
    @Option(
        names = {"--command-name", "--cn"},
        required = true,
        paramLabel = "NAME",
        description = "The command to call.")
    private String command = "";

    @Option(
        names = {"--component-path", "--cp"},
        paramLabel = "NAME",
        description = "The component that has the command. Default: the device itself.")
    private Optional<String> component = Optional.empty();

    @Option(
        names = "--payload",
        paramLabel = "JSON",
        description = "The payload: JSON of any kind, or @file. Default: null.")
    private Optional<String> payload = Optional.empty();

    @Option(
        names = {"--connect-timeout", "--cto"},
        paramLabel = "SECONDS",
        defaultValue = "0",
        description =
            "How long to wait for the device to connect, 0 to 300. Default: ${DEFAULT-VALUE}.")
    private int connectTimeout;

    @Option(
        names = {"--response-timeout", "--rto"},
        paramLabel = "SECONDS",
        defaultValue = "30",
        description = "How long to wait for the answer, 5 to 300. Default: ${DEFAULT-VALUE}.")
    private int responseTimeout;

    @Override
    public void run() {
      JsonValue body =
          payload.map(json -> JsonOption.parseAny("--payload", json)).orElse(JsonNull.NULL);
      String of = component
          .map(name -> "/components/" + HubApi.segment("--component-path", name))
          .orElse("");
      String target = "%s%s/commands/%s?connectTimeoutInSeconds=%d&responseTimeoutInSeconds=%d"
          .formatted(
              path(),
              of,
              HubApi.segment("--command-name", command),
              connectTimeout,
              responseTimeout);
      Duration wait = Duration.ofSeconds((long) connectTimeout + responseTimeout);
      RestAnswer answer = options.hub().command(target, body, wait);
      byte[] said = answer.content().toArray();
      options.print(JsonObject.builder()
          .put("payload", said.length == 0 ? JsonNull.NULL : JsonText.parse(said))
          .put("status", answer.header("x-ms-command-statuscode").orElse(""))
          .build());
    }
  }
}
