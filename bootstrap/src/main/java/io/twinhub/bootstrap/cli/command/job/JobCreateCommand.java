package io.twinhub.bootstrap.cli.command.job;

import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.option.JsonOption;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.job.JobKind;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Creates a job, and waits for its end if asked to. */
@Command(
    name = "create",
    description = {
      "Creates a job that patches twins or calls a method, now or later.",
      "Ctrl-C ends the wait for it, not the job."
    })
final class JobCreateCommand extends HubCommand {
  private static final Set<String> ENDS = Set.of("completed", "failed", "cancelled");

  @Mixin
  private JobCommand.IdOption job = new JobCommand.IdOption();

  @Option(
      names = {"--job-type", "--jt"},
      required = true,
      paramLabel = "TYPE",
      description = "scheduleUpdateTwin or scheduleDeviceMethod.")
  private String type = "";

  @Option(
      names = {"-q", "--query-condition"},
      required = true,
      paramLabel = "CONDITION",
      description = {
        "Which devices: a condition such as tags.plant = 'x', * for all devices,",
        "or FROM devices.modules WHERE … for modules."
      })
  private String condition = "";

  @Option(
      names = {"--twin-patch", "--patch"},
      paramLabel = "JSON",
      description =
          "What scheduleUpdateTwin writes: {\"tags\":…,\"properties\":{\"desired\":…}}, or @file.")
  private Optional<String> patch = Optional.empty();

  @Option(
      names = {"--method-name", "--mn"},
      paramLabel = "NAME",
      description = "The method that scheduleDeviceMethod calls.")
  private Optional<String> method = Optional.empty();

  @Option(
      names = {"--method-payload", "--mp"},
      paramLabel = "JSON",
      description = "Its payload: JSON of any kind, or @file. Default: null.")
  private Optional<String> payload = Optional.empty();

  @Option(
      names = {"--method-connect-timeout", "--mct"},
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "How long to wait for each device to connect, 0 to 300. Default: ${DEFAULT-VALUE}.")
  private int connectTimeout;

  @Option(
      names = {"--method-response-timeout", "--mrt"},
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "How long to wait for each answer, 5 to 300. Default: ${DEFAULT-VALUE}.")
  private int responseTimeout;

  @Option(
      names = {"--start-time", "--start"},
      paramLabel = "TIME",
      description = "When it starts, such as 2030-01-31T12:00:00Z. Default: now.")
  private Optional<String> start = Optional.empty();

  @Option(
      names = "--ttl",
      paramLabel = "SECONDS",
      defaultValue = "3600",
      description = "How long it may take after its start. Default: ${DEFAULT-VALUE}.")
  private long ttl;

  @Option(names = "--wait", description = "Wait for its end; status 1 unless it is completed.")
  private boolean wait;

  @Option(
      names = {"--poll-interval", "--interval"},
      paramLabel = "SECONDS",
      defaultValue = "1",
      description = "How often to look for its end. Default: ${DEFAULT-VALUE}.")
  private long interval;

  @Option(
      names = {"--poll-duration", "--duration"},
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "How long to wait for its end. Default: ${DEFAULT-VALUE}.")
  private long duration;

  @Override
  public void run() {
    JsonObject body = body();
    if (interval < 1 || duration < 1) {
      throw CommandFailure.usage("--poll-interval and --poll-duration must be at least 1");
    }
    HubApi hub = options.hub();
    JsonValue shown =
        hub.send("PUT", job.path(), Optional.empty(), Optional.of(body)).body();
    if (wait) {
      shown = awaited(hub, shown);
    }
    options.print(shown);
    if (wait && !status(shown).equals("completed")) {
      throw CommandFailure.refused("job '%s' is %s".formatted(job.id(), status(shown)));
    }
  }

  private JsonObject body() {
    JsonObject.Builder body = JsonObject.builder()
        .put("jobId", job.id())
        .put(DocumentNames.TYPE, type)
        .put("queryCondition", condition)
        .put("maxExecutionTimeInSeconds", ttl);
    start.ifPresent(time -> body.put("startTime", time));
    JobKind kind = JobKind.find(type)
        .orElseThrow(() -> CommandFailure.usage(
            "--job-type: '%s' is neither scheduleUpdateTwin nor scheduleDeviceMethod"
                .formatted(type)));
    return kind == JobKind.UPDATE_TWIN
        ? body.put("updateTwin", twin()).build()
        : body.put("cloudToDeviceMethod", call()).build();
  }

  private JsonObject twin() {
    String text = patch.orElseThrow(
        () -> CommandFailure.usage("--twin-patch is missing, which scheduleUpdateTwin needs"));
    return JsonOption.parse("--twin-patch", text).with(DocumentNames.ETAG, new JsonString("*"));
  }

  private JsonObject call() {
    String name = method.orElseThrow(
        () -> CommandFailure.usage("--method-name is missing, which scheduleDeviceMethod needs"));
    return JsonObject.builder()
        .put("methodName", name)
        .put(
            "payload",
            payload
                .map(json -> JsonOption.parseAny("--method-payload", json))
                .orElse(JsonNull.NULL))
        .put("connectTimeoutInSeconds", connectTimeout)
        .put("responseTimeoutInSeconds", responseTimeout)
        .build();
  }

  private JsonValue awaited(HubApi hub, JsonValue created) {
    JsonValue shown = created;
    long end = System.nanoTime() + Duration.ofSeconds(duration).toNanos();
    while (!ENDS.contains(status(shown)) && System.nanoTime() < end) {
      pause();
      shown = hub.send("GET", job.path(), Optional.empty()).body();
    }
    return shown;
  }

  private void pause() {
    try {
      TimeUnit.SECONDS.sleep(interval);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandFailure.refused("interrupted; job '%s' goes on".formatted(job.id()));
    }
  }

  private static String status(JsonValue shown) {
    return shown instanceof JsonObject object
            && object.find(DocumentNames.STATUS).orElse(object) instanceof JsonString text
        ? text.value()
        : "unknown";
  }
}
