package io.twinhub.bootstrap.cli.command.configuration;

import io.twinhub.bootstrap.cli.option.EtagOption;
import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.option.JsonOption;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Changes a configuration or a deployment. */
@Command(
    name = "update",
    description = "Changes the condition, priority, metrics or labels of a configuration.")
final class UpdateCommand extends HubCommand {
  private static final Set<String> KNOWN =
      Set.of(Contents.CONDITION, Contents.PRIORITY, Contents.METRICS, Contents.LABELS);

  @Mixin
  private ConfigurationIdOption id = new ConfigurationIdOption();

  @Option(
      names = "--set",
      required = true,
      arity = "1..*",
      paramLabel = "NAME=VALUE",
      description = {
        "What changes: priority=5, \"targetCondition=tags.a = 1\", labels='{\"k\":\"v\"}' or",
        "metrics='{\"queries\":{…}}'."
      })
  private List<String> changes = List.of();

  @Mixin
  private EtagOption etag = new EtagOption();

  @Override
  public void run() {
    HubApi hub = options.hub();
    JsonObject before =
        (JsonObject) hub.send("GET", id.path(), Optional.empty()).body();
    JsonObject after = before;
    for (String change : changes) {
      after = changed(after, change);
    }
    Optional<String> ifMatch = etag.ifMatch().or(() -> EtagOption.of(before));
    options.print(hub.send("PUT", id.path(), ifMatch, Optional.of(after)).body());
  }

  private static JsonObject changed(JsonObject configuration, String change) {
    int equals = change.indexOf('=');
    String name = equals < 0 ? change : change.substring(0, equals).strip();
    if (equals < 0 || !KNOWN.contains(name)) {
      throw CommandFailure.usage(
          "--set: '%s' is not one of priority=, targetCondition=, labels= and metrics="
              .formatted(change));
    }
    String text = change.substring(equals + 1);
    JsonValue value = switch (name) {
      case Contents.CONDITION -> new JsonString(text);
      case Contents.METRICS -> Contents.metrics(text);
      case Contents.LABELS -> JsonOption.parse("--set labels", text);
      default -> JsonOption.scalar(text);
    };
    return configuration.with(name, value);
  }
}
