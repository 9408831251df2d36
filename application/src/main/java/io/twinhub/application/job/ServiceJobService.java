package io.twinhub.application.job;

import io.twinhub.application.port.in.ServiceJobs;
import io.twinhub.application.port.out.Jobs;
import io.twinhub.domain.access.DataAction;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.job.Job;
import io.twinhub.domain.job.JobError;
import io.twinhub.domain.job.JobFilter;
import io.twinhub.domain.job.JobId;
import io.twinhub.domain.job.JobPage;
import io.twinhub.domain.job.JobRequest;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import java.util.Optional;

/** Scheduled jobs for back ends: checks the permission, then asks the hub. */
public final class ServiceJobService implements ServiceJobs {
  private final Jobs jobs;

  /** Uses {@code jobs}. */
  public ServiceJobService(Jobs jobs) {
    this.jobs = jobs;
  }

  @Override
  public Job create(Principal principal, JobRequest request) {
    principal.require(DataAction.JOBS_WRITE);
    return jobs.create(request);
  }

  @Override
  public Job get(Principal principal, JobId id) {
    principal.require(DataAction.JOBS_READ);
    return jobs.find(id).orElseThrow(() -> new HubException(JobError.notFound(id)));
  }

  @Override
  public Job cancel(Principal principal, JobId id) {
    principal.require(DataAction.JOBS_DELETE);
    return jobs.cancel(id);
  }

  @Override
  public JobPage list(
      Principal principal, JobFilter filter, PageSize size, Optional<ContinuationToken> from) {
    principal.require(DataAction.JOBS_READ);
    return jobs.list(filter, size, from);
  }
}
