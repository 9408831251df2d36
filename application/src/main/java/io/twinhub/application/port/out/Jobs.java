package io.twinhub.application.port.out;

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

/**
 * Scheduled jobs of a hub. What became of a job on each device is found by the {@link QueryEngine}: {@code
 * SELECT * FROM devices.jobs WHERE devices.jobs.jobId = '…'}.
 */
public interface Jobs {

  /**
   * Creates a job, which runs now or later. When this returns, the job is on disk.
   *
   * @throws HubException with a {@link JobError}, or if the condition is not understood
   */
  Job create(JobRequest request);

  /** The job of this id. */
  Optional<Job> find(JobId id);

  /**
   * Cancels a job that has not begun.
   *
   * @throws HubException with {@link JobError#notCancellable} or {@link JobError#notFound}
   */
  Job cancel(JobId id);

  /**
   * One page of the jobs of the last 30 days, the newest first.
   *
   * @param from where to continue: the token of the previous page
   * @throws HubException if the token is not this hub's
   */
  JobPage list(JobFilter filter, PageSize size, Optional<ContinuationToken> from);
}
