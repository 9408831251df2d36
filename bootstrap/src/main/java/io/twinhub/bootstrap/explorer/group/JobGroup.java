package io.twinhub.bootstrap.explorer.group;

import io.twinhub.bootstrap.explorer.ExplorerAnswer;
import io.twinhub.bootstrap.explorer.ExplorerGroup;
import io.twinhub.bootstrap.explorer.ExplorerHub;
import io.twinhub.bootstrap.explorer.ExplorerRequest;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.HubTime;
import io.twinhub.domain.document.JobDocument;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.document.TransferDocument;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.job.Job;
import io.twinhub.domain.job.JobError;
import io.twinhub.domain.job.JobFilter;
import io.twinhub.domain.job.JobId;
import io.twinhub.domain.job.JobPage;
import io.twinhub.domain.job.JobWork;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.transfer.Transfer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Scheduled jobs, {@code jobs}, {@code job?id=…}, {@code job/failed?id=…} and {@code job/cancel}; and import and
 * export jobs, {@code transfers}. Ids are parameters, since an id may be two dots, which browsers take out of a
 * path.
 */
final class JobGroup implements ExplorerGroup {
  /** How many jobs, or devices of a job, an answer has at most. The page asks for more on a click. */
  private static final PageSize PAGE = new PageSize(25);

  /** How many import and export jobs are shown: as many as a hub here keeps. */
  private static final int TRANSFERS_MAX = 100;

  private static final String ID = "id";
  private static final String ROWS = "rows";
  private static final String JOB_ID = "jobId";

  private final ExplorerHub hub;

  JobGroup(ExplorerHub hub) {
    this.hub = hub;
  }

  @Override
  public Optional<ExplorerAnswer> answer(ExplorerRequest request) {
    return json(request).map(ExplorerAnswer::of);
  }

  private Optional<JsonObject> json(ExplorerRequest request) {
    return switch (request.route()) {
      case "GET jobs" -> Optional.of(list(after(request)));
      case "GET job" -> Optional.of(whole(found(id(request))));
      case "GET job/failed" -> Optional.of(failed(found(id(request)), after(request)));
      case "POST job/cancel" -> Optional.of(cancelled(request.members()));
      case "GET transfers" -> Optional.of(transfers());
      default -> Optional.empty();
    };
  }

  private static Optional<ContinuationToken> after(ExplorerRequest request) {
    return request.parameter("after").map(ContinuationToken::new);
  }

  private static JobId id(ExplorerRequest request) {
    return new JobId(request.parameter(ID).orElse(""));
  }

  private Job found(JobId id) {
    return hub.reads().jobs().find(id).orElseThrow(() -> new HubException(JobError.notFound(id)));
  }

  /** {@code {"rows","next"}}: the newest first. */
  private JsonObject list(Optional<ContinuationToken> after) {
    JobPage page = hub.reads().jobs().list(JobFilter.ALL, PAGE, after);
    return JsonObject.builder()
        .put(ROWS, JsonArray.of(page.jobs(), job -> row(job).build()))
        .put("next", JsonString.orNull(page.next().map(ContinuationToken::value)))
        .build();
  }

  /** A job without what it does, since a patch or a payload may be large. */
  private static JsonObject.Builder row(Job job) {
    JsonObject.Builder row = JsonObject.builder()
        .put(ID, job.id().value())
        .put("type", job.request().work().kind().azureName())
        .put("condition", job.request().condition())
        .put("status", job.status().azureName())
        .put("created", HubTime.text(job.created()))
        .put("started", HubTime.text(job.started()))
        .put("pending", job.statistics().pending())
        .put("running", job.statistics().running())
        .put("succeeded", job.statistics().succeeded())
        .put("failed", job.statistics().failed())
        .put("cancellable", job.status().isBeforeStart());
    if (job.request().work() instanceof JobWork.CallMethod method) {
      row.put("method", method.name().value());
    }
    job.ended().ifPresent(end -> row.put("ended", HubTime.text(end)));
    job.failure().ifPresent(reason -> row.put("reason", reason));
    return row;
  }

  /** The same with the document that the hub shows. */
  private static JsonObject whole(Job job) {
    return row(job).put("document", JobDocument.of(job)).build();
  }

  /** {@code {"rows","next"}}: the devices on which the job failed, with code and description. */
  private JsonObject failed(Job job, Optional<ContinuationToken> after) {
    QueryText text = new QueryText(
        "SELECT * FROM devices.jobs WHERE devices.jobs.jobId = '%s' AND devices.jobs.status = 'failed'"
            .formatted(job.id().value().replace("'", "''")));
    QueryPage page = hub.reads().queries().run(text, PAGE, after);
    return JsonObject.builder()
        .put(ROWS, JsonArray.of(page.rows(), JobGroup::failed))
        .put("next", JsonString.orNull(page.next().map(ContinuationToken::value)))
        .build();
  }

  private static JsonObject failed(JsonObject device) {
    JsonObject.Builder row = JsonObject.builder();
    for (String name :
        List.of(DocumentNames.DEVICE_ID, DocumentNames.MODULE_ID, "error", "endTimeUtc")) {
      device.find(name).ifPresent(value -> row.put(name, value));
    }
    return row.build();
  }

  private JsonObject cancelled(Members body) {
    body.requireKnown(Set.of(JOB_ID));
    JobId id = new JobId(body.text(JOB_ID).orElse(""));
    return whole(hub.ports().jobs().cancel(id));
  }

  /** {@code {"rows"}}: the documents, in which the URIs of containers have no signature. */
  private JsonObject transfers() {
    List<Transfer> known = hub.reads().transfers().list();
    return JsonObject.of(
        ROWS,
        JsonArray.of(
            known.subList(0, Math.min(known.size(), TRANSFERS_MAX)), TransferDocument::of));
  }
}
