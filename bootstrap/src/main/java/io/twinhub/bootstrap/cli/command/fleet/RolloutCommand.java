package io.twinhub.bootstrap.cli.command.fleet;

import io.twinhub.application.fleet.FleetIds;
import io.twinhub.application.port.in.fleet.FleetSelection;
import io.twinhub.application.port.in.fleet.RollOut;
import io.twinhub.application.port.in.fleet.RolloutCounts;
import io.twinhub.application.port.in.fleet.RolloutFailure;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.application.rollout.Rollout;
import io.twinhub.bootstrap.cli.option.DurationText;
import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.option.JsonOption;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.print.ProgressLine;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.bootstrap.wiring.OpenHub;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gives many devices new desired properties and shows which of them have followed. */
@Command(
    name = "rollout",
    description = {
      "Merges desired properties into the twins of a query's devices.",
      "With --wait or --watch it follows until all have reported the wanted values, and",
      "exits with 0 if all did, with 1 if some failed or the time is over."
    })
public final class RolloutCommand extends HubCommand {
  /** How long to wait between two checks of the devices that have not followed yet. */
  private static final Duration REST = Duration.ofSeconds(1);

  /** How many failures, or offline devices, are named; the rest are only counted. */
  private static final int NAMED_MAX = 20;

  private static final long FOR_EVER = Long.MAX_VALUE;

  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-q", "--query-command"},
      required = true,
      paramLabel = "SQL",
      description = "The devices: a query, or a condition such as \"tags.plant = 'x'\".")
  private String query = "";

  @Option(
      names = "--desired",
      required = true,
      paramLabel = "JSON",
      description = "Desired properties, or @file; null removes.")
  private String desired = "";

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      description = "Follow for so long at most: 500ms, 10s, 2m.")
  private Optional<String> wait = Optional.empty();

  @Option(names = "--watch", description = "Follow until all are done, or Ctrl-C.")
  private boolean watch;

  private long failures;

  @Override
  public void run() {
    JsonObject wanted = JsonOption.parse("--desired", desired);
    if (wanted.isEmpty()) {
      throw CommandFailure.usage("--desired: name at least one property");
    }
    if (watch && wait.isPresent()) {
      throw CommandFailure.usage("--wait and --watch exclude each other");
    }
    long nanos = wait.map(text -> DurationText.parse("--wait", text).toNanos()).orElse(FOR_EVER);
    FleetSelection selection = selection();
    try (OpenHub hub = options.open();
        FleetRun run = new FleetRun(err(), "what was written stays")) {
      List<DeviceId> devices = HubApi.explained(
          options::hub, selection.query(), () -> devices(hub.ports(), selection, run.progress()));
      RollOut rollout = new Rollout(
          hub.ports().twins(), wanted, run.lanes(), failure -> tell(run.progress(), failure));
      RolloutCounts counts = rollout.patch(devices, run.progress());
      if (watch || wait.isPresent()) {
        counts = follow(rollout, run.progress(), nanos);
      }
      run.progress().finish();
      finish(rollout, counts);
    }
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  private FleetSelection selection() {
    try {
      return FleetSelection.of(query);
    } catch (HubException noQuery) {
      throw CommandFailure.usage("--query-command: " + noQuery.error().message());
    }
  }

  private static List<DeviceId> devices(
      HubPorts hub, FleetSelection selection, ProgressLine progress) {
    List<DeviceId> devices = new FleetIds(hub.queries(), progress).devices(selection);
    if (devices.isEmpty()) {
      throw CommandFailure.refused("the query finds no device");
    }
    return devices;
  }

  private void tell(ProgressLine progress, RolloutFailure failure) {
    if (++failures <= NAMED_MAX) {
      progress.interject("%s failed: %s".formatted(failure.deviceId(), failure.reason()));
    }
  }

  private static RolloutCounts follow(RollOut rollout, ProgressLine progress, long nanos) {
    long begun = System.nanoTime();
    RolloutCounts counts = rollout.look();
    progress.begin("converged", counts.total());
    while (true) {
      progress.note("%d failed, %d waiting, %d offline"
          .formatted(counts.failed(), counts.waiting(), counts.offline()));
      progress.done(counts.converged());
      long left = nanos - (System.nanoTime() - begun);
      if (counts.isOver() || left <= 0 || Thread.currentThread().isInterrupted()) {
        return counts;
      }
      LockSupport.parkNanos(Math.min(left, REST.toNanos()));
      counts = rollout.look();
    }
  }

  private void finish(RollOut rollout, RolloutCounts counts) {
    if (failures > NAMED_MAX) {
      err().println("… and %d more failed".formatted(failures - NAMED_MAX));
    }
    options.print(JsonObject.builder()
        .put("devices", counts.total())
        .put("converged", counts.converged())
        .put("failed", counts.failed())
        .put("waiting", counts.waiting())
        .put("offline", counts.offline())
        .build());
    boolean followed = watch || wait.isPresent();
    long behind = followed ? counts.total() - counts.converged() : counts.failed();
    if (behind > 0) {
      throw CommandFailure.refused("%d of %d devices %s%s"
          .formatted(
              behind,
              counts.total(),
              followed ? "have not converged" : "failed",
              followed ? offline(rollout) : ""));
    }
  }

  private static String offline(RollOut rollout) {
    List<DeviceId> some = rollout.offline(NAMED_MAX);
    long all = rollout.counts().offline();
    if (some.isEmpty()) {
      return "";
    }
    String names = some.stream().map(DeviceId::value).collect(Collectors.joining(", "));
    return "; offline: " + names
        + (all > some.size() ? " and %d more".formatted(all - some.size()) : "");
  }
}
