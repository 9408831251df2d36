package io.twinhub.bootstrap.cli.command.job;

import io.twinhub.azure.rest.RestAnswer;
import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the jobs of the last 30 days. */
@Command(name = "list", description = "Prints the jobs of the last 30 days, the newest first.")
final class JobListCommand extends HubCommand {
  private static final String CONTINUATION = "x-ms-continuation";

  @Option(
      names = {"--job-type", "--jt"},
      paramLabel = "TYPE",
      description = "Only scheduleUpdateTwin, or only scheduleDeviceMethod.")
  private Optional<String> type = Optional.empty();

  @Option(
      names = {"--job-status", "--js"},
      paramLabel = "STATUS",
      description = "Only queued, scheduled, running, completed, failed or cancelled.")
  private Optional<String> status = Optional.empty();

  @Option(names = "--top", paramLabel = "COUNT", description = "How many at most. Default: all.")
  private Optional<Integer> top = Optional.empty();

  @Override
  public void run() {
    int most = top.orElse(Integer.MAX_VALUE);
    if (most < 1) {
      throw CommandFailure.usage("--top: %d is below 1".formatted(most));
    }
    String path = JobCommand.JOBS + "query?jobType=" + HubApi.segment(type.orElse(""))
        + "&jobStatus=" + HubApi.segment(status.orElse(""));
    HubApi hub = options.hub();
    List<JsonValue> jobs = new ArrayList<>();
    Map<String, String> headers = Map.of();
    do {
      RestAnswer answer = hub.ask("GET", path, headers);
      jobs.addAll(answer.objects());
      headers =
          answer.header(CONTINUATION).map(token -> Map.of(CONTINUATION, token)).orElse(Map.of());
    } while (!headers.isEmpty() && jobs.size() < most);
    if (jobs.isEmpty() && options.output().isTable()) {
      options.output().say("no jobs; 'twinhub job create' makes one");
    } else {
      options.print(new JsonArray(jobs.subList(0, Math.min(most, jobs.size()))));
    }
  }
}
