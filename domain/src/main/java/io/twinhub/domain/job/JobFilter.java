package io.twinhub.domain.job;

import java.util.Optional;

/**
 * Which jobs a list shows.
 *
 * @param kind only this kind, if there is one
 * @param status only this status, if there is one
 */
public record JobFilter(Optional<JobKind> kind, Optional<JobStatus> status) {
  /** All jobs. */
  public static final JobFilter ALL = new JobFilter(Optional.empty(), Optional.empty());

  /** Whether the list shows {@code job}. */
  public boolean shows(Job job) {
    return kind.filter(wanted -> wanted != job.request().work().kind()).isEmpty()
        && status.filter(wanted -> wanted != job.status()).isEmpty();
  }
}
