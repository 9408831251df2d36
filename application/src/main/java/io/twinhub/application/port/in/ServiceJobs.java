package io.twinhub.application.port.in;

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

/** Scheduled jobs, as back ends use them. Each call is refused if the principal may not make it. */
public interface ServiceJobs {

  /**
   * Creates a job, which runs now or later.
   *
   * @throws HubException with a {@link JobError}, or if the condition is not understood
   */
  Job create(Principal principal, JobRequest request);

  /**
   * The job of this id.
   *
   * @throws HubException with {@link JobError#notFound}
   */
  Job get(Principal principal, JobId id);

  /**
   * Cancels a job that has not begun.
   *
   * @throws HubException with {@link JobError#notCancellable} or {@link JobError#notFound}
   */
  Job cancel(Principal principal, JobId id);

  /** One page of jobs, the newest first. */
  JobPage list(
      Principal principal, JobFilter filter, PageSize size, Optional<ContinuationToken> from);
}
