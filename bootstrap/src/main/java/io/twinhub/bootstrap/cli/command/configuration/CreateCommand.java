package io.twinhub.bootstrap.cli.command.configuration;

import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.option.JsonOption;
import io.twinhub.domain.json.JsonObject;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Creates a configuration or a deployment. */
@Command(
    name = "create",
    description = "Creates a configuration, which is applied to all twins that match at once.")
final class CreateCommand extends HubCommand {
  @Mixin
  private ConfigurationIdOption id = new ConfigurationIdOption();

  @Option(
      names = {"-k", "--content"},
      required = true,
      paramLabel = "JSON",
      description =
          "What it writes, JSON or @file: deviceContent, moduleContent or modulesContent.")
  private String content = "";

  @Option(
      names = {"--target-condition", "--tc", "-t"},
      paramLabel = "CONDITION",
      defaultValue = "",
      description = {
        "Which twins it is for, such as \"tags.plant = 'x'\"; * for all devices; for modules",
        "\"FROM devices.modules WHERE …\". Default: none"
      })
  private String condition = "";

  @Option(
      names = {"--priority", "--pri"},
      paramLabel = "NUMBER",
      defaultValue = "0",
      description = "The higher one wins where two set the same property. Default: 0")
  private long priority;

  @Option(
      names = {"-m", "--metrics"},
      paramLabel = "JSON",
      description = "Custom metrics, JSON or @file: {\"queries\":{\"name\":\"SELECT …\"}}.")
  private Optional<String> metrics = Optional.empty();

  @Option(
      names = {"--labels", "--lab"},
      paramLabel = "JSON",
      description = "Notes, JSON or @file: {\"key\":\"value\"}. They have no effect.")
  private Optional<String> labels = Optional.empty();

  @Option(
      names = "--layered",
      description = "Accepted from az; whether a deployment is layered follows from its content.")
  private boolean unusedLayered;

  @Option(
      names = {"--no-validation", "--nv"},
      description = "Accepted from az; the hub checks contents itself.")
  private boolean unusedNoValidation;

  @Override
  public void run() {
    JsonObject.Builder body = JsonObject.builder()
        .put("id", id.id())
        .put("schemaVersion", "2.0")
        .put(Contents.CONTENT, Contents.content(content))
        .put(Contents.CONDITION, condition)
        .put(Contents.PRIORITY, priority);
    metrics.ifPresent(json -> body.put(Contents.METRICS, Contents.metrics(json)));
    labels.ifPresent(json -> body.put(Contents.LABELS, JsonOption.parse("--labels", json)));
    options.print(options
        .hub()
        .send("PUT", id.path(), Optional.empty(), Optional.of(body.build()))
        .body());
  }
}
