package io.twinhub.application.inprocess;

import static io.twinhub.application.inprocess.InProcessPorts.PROGRAM;

import io.twinhub.application.port.in.ServiceJobs;
import io.twinhub.application.port.out.Jobs;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.job.Job;
import io.twinhub.domain.job.JobFilter;
import io.twinhub.domain.job.JobId;
import io.twinhub.domain.job.JobPage;
import io.twinhub.domain.job.JobRequest;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import java.util.Optional;

/**
 * Scheduled jobs, as a program in the process of the hub uses them.
 *
 * @param jobs the jobs for back ends
 */
record ProgramJobs(ServiceJobs jobs) implements Jobs {

  @Override
  public Job create(JobRequest request) {
    return jobs.create(PROGRAM, request);
  }

  @Override
  public Optional<Job> find(JobId id) {
    try {
      return Optional.of(jobs.get(PROGRAM, id));
    } catch (HubException refusal) {
      return Absence.of(refusal);
    }
  }

  @Override
  public Job cancel(JobId id) {
    return jobs.cancel(PROGRAM, id);
  }

  @Override
  public JobPage list(JobFilter filter, PageSize size, Optional<ContinuationToken> from) {
    return jobs.list(PROGRAM, filter, size, from);
  }
}
