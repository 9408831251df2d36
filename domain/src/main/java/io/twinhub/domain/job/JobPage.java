package io.twinhub.domain.job;

import io.twinhub.domain.query.ContinuationToken;
import java.util.List;
import java.util.Optional;

/**
 * One page of a list of jobs.
 *
 * @param jobs the newest first
 * @param next the way to the next page, which has at least one job; empty on the last page
 */
public record JobPage(List<Job> jobs, Optional<ContinuationToken> next) {

  /** Copies {@code jobs}. */
  public JobPage {
    jobs = List.copyOf(jobs);
  }
}
