package io.twinhub.azure;

import io.twinhub.application.port.out.Jobs;
import io.twinhub.azure.rest.RestAnswer;
import io.twinhub.azure.rest.RestCall;
import io.twinhub.domain.document.JobDocument;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.job.Job;
import io.twinhub.domain.job.JobError;
import io.twinhub.domain.job.JobFilter;
import io.twinhub.domain.job.JobId;
import io.twinhub.domain.job.JobKind;
import io.twinhub.domain.job.JobPage;
import io.twinhub.domain.job.JobRequest;
import io.twinhub.domain.job.JobStatus;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import java.util.Optional;

/**
 * Scheduled jobs over REST. The SDK's client for jobs is not used: it cannot start a job without a time,
 * shows neither modules nor pages, puts ids into paths as they are, and shortens times to milliseconds.
 */
final class AzureJobs implements Jobs {
  private static final String CONTINUATION = "x-ms-continuation";

  private final ServiceRest rest;

  AzureJobs(ServiceRest rest) {
    this.rest = rest;
  }

  @Override
  public Job create(JobRequest request) {
    try {
      return job(rest.send(
          RestCall.write("PUT", rest.routes().job(request.id()), JobDocument.of(request))));
    } catch (HubException refusal) {
      throw refusal.code() == ErrorCode.DEVICE_ALREADY_EXISTS
          ? refusal.as(JobError.alreadyExists(request.id()))
          : refusal;
    }
  }

  @Override
  public Optional<Job> find(JobId id) {
    return rest.find(RestCall.get(rest.routes().job(id))).map(AzureJobs::job);
  }

  @Override
  public Job cancel(JobId id) {
    try {
      return job(
          rest.send(RestCall.write("POST", rest.routes().cancelledJob(id), JsonObject.EMPTY)));
    } catch (HubException refusal) {
      throw refusal.code() == ErrorCode.NOT_FOUND ? refusal.as(JobError.notFound(id)) : refusal;
    }
  }

  @Override
  public JobPage list(JobFilter filter, PageSize size, Optional<ContinuationToken> from) {
    RestCall call = RestCall.get(rest.routes()
            .jobs(filter.kind().map(JobKind::azureName), filter.status().map(JobStatus::azureName)))
        .with("x-ms-max-item-count", Integer.toString(size.rows()));
    RestAnswer answer =
        rest.send(from.map(token -> call.with(CONTINUATION, token.value())).orElse(call));
    return new JobPage(
        answer.objects().stream().map(JobDocument::job).toList(),
        answer.header(CONTINUATION).map(ContinuationToken::new));
  }

  private static Job job(RestAnswer answer) {
    return JobDocument.job(answer.object());
  }
}
