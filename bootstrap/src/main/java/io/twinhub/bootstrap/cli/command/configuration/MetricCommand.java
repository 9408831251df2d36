package io.twinhub.bootstrap.cli.command.configuration;

import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.bootstrap.cli.remote.HubQueries;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the query of a metric. */
@Command(name = "show-metric", description = "Runs the query of a metric and prints its rows.")
final class MetricCommand extends HubCommand {
  /** Whose metric it is, as {@code az} spells it. */
  enum Type {
    /** One of the user's. */
    user,
    /** One that every configuration has. */
    system
  }

  @Mixin
  private ConfigurationIdOption id = new ConfigurationIdOption();

  @Option(
      names = {"-m", "--metric-id"},
      required = true,
      paramLabel = "NAME",
      description = "The metric, such as appliedCount.")
  private String metric = "";

  @Option(
      names = {"--metric-type", "--mt"},
      paramLabel = "user|system",
      defaultValue = "user",
      description = "Whose metric it is. Default: user")
  private Type type = Type.user;

  @Override
  public void run() {
    HubApi hub = options.hub();
    JsonObject configuration =
        (JsonObject) hub.send("GET", id.path(), Optional.empty()).body();
    JsonObject metrics =
        Contents.object(configuration, type == Type.system ? "systemMetrics" : Contents.METRICS);
    JsonObject queries = Contents.object(metrics, Contents.QUERIES);
    if (!queries.has(metric)) {
      String known = queries.isEmpty() ? "none" : String.join(", ", queries.names());
      throw CommandFailure.refused("there is no %s metric '%s'; its %s metrics are: %s"
          .formatted(type, metric, type, known));
    }
    String query = Contents.text(queries, metric);
    JsonArray rows = query.isEmpty()
        ? new JsonArray(List.of())
        : new HubQueries(hub).all(query, Integer.MAX_VALUE, options.output()::say);
    options.print(JsonObject.builder()
        .put("metric", new JsonString(metric))
        .put("query", new JsonString(query))
        .put("result", rows)
        .build());
  }
}
