package io.twinhub.local.frontend.https.route;

import static io.twinhub.domain.access.DataAction.JOBS_DELETE;
import static io.twinhub.domain.access.DataAction.JOBS_READ;
import static io.twinhub.domain.access.DataAction.JOBS_WRITE;

import io.twinhub.application.port.in.ServiceJobs;
import io.twinhub.domain.document.JobDocument;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.job.JobError;
import io.twinhub.domain.job.JobFilter;
import io.twinhub.domain.job.JobId;
import io.twinhub.domain.job.JobKind;
import io.twinhub.domain.job.JobPage;
import io.twinhub.domain.job.JobStatus;
import io.twinhub.domain.json.JsonArray;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** {@code /jobs/v2}: scheduled jobs. */
public final class JobRoutes {
  private static final String ONE = "jobs/v2/*";

  private final ServiceJobs jobs;

  public JobRoutes(ServiceJobs jobs) {
    this.jobs = jobs;
  }

  /** Literal segments precede ids: a job cannot be called {@code query} here, as in Azure. */
  public List<Route> routes() {
    return List.of(
        Route.of("GET", "jobs/v2/query", this::list, JOBS_READ),
        Route.of("GET", "jobs/v2", this::list, JOBS_READ),
        Route.of("GET", ONE, this::get, JOBS_READ),
        Route.of("PUT", ONE, this::create, JOBS_WRITE),
        Route.of("POST", ONE + "/cancel", this::cancel, JOBS_DELETE));
  }

  private static JobId id(Call call) {
    return new JobId(call.ids().get(0));
  }

  private Response create(Call call) {
    Members body = Members.of(call.request().jsonObject());
    return Response.ok(
        JobDocument.of(jobs.create(call.principal(), JobDocument.request(id(call), body))));
  }

  private Response get(Call call) {
    return Response.ok(JobDocument.of(jobs.get(call.principal(), id(call))));
  }

  private Response cancel(Call call) {
    return Response.ok(JobDocument.of(jobs.cancel(call.principal(), id(call))));
  }

  private Response list(Call call) {
    JobFilter filter = new JobFilter(
        filter(call, "jobType", JobKind::find), filter(call, "jobStatus", JobStatus::find));
    JobPage page =
        jobs.list(call.principal(), filter, QueryRoutes.pageSize(call), QueryRoutes.from(call));
    Response response = Response.ok(JsonArray.of(page.jobs(), JobDocument::of))
        .with("x-ms-item-type", "JobResponse");
    return QueryRoutes.going(response, page.next());
  }

  /** An empty filter filters nothing: Java sends both, whether there is a filter or not. */
  private static <T> Optional<T> filter(
      Call call, String name, Function<String, Optional<T>> known) {
    return call.request()
        .target()
        .parameter(name.toLowerCase(Locale.ROOT))
        .filter(text -> !text.isBlank())
        .map(text -> known
            .apply(text.strip())
            .orElseThrow(() -> new HubException(JobError.unknownFilter(name, text))));
  }
}
