package io.twinhub.domain.job;

import java.time.Instant;
import java.util.Optional;

/**
 * A job and how far it has come.
 *
 * @param request what was asked for
 * @param created when
 * @param status how far it has come
 * @param started when it started, or will start
 * @param ended when it ended, if it has
 * @param failure why it failed, in one sentence, if it has
 * @param statistics on how many devices it has come how far
 */
public record Job(
    JobRequest request,
    Instant created,
    JobStatus status,
    Instant started,
    Optional<Instant> ended,
    Optional<String> failure,
    JobStatistics statistics) {

  /** A new job. A start in the past means now. */
  public static Job of(JobRequest request, Instant now) {
    Instant start = request.start().filter(time -> time.isAfter(now)).orElse(now);
    return new Job(
        request,
        now,
        JobStatus.QUEUED,
        start,
        Optional.empty(),
        Optional.empty(),
        JobStatistics.NONE);
  }

  /** Its id. */
  public JobId id() {
    return request.id();
  }

  /** When it must be over. */
  public Instant deadline() {
    return started.plus(request.executionMax());
  }

  /** The same, accepted and waiting for its start. */
  public Job scheduled() {
    return new Job(request, created, JobStatus.SCHEDULED, started, ended, failure, statistics);
  }

  /** The same, running since {@code now} on so many devices. */
  public Job running(Instant now, int devices) {
    return new Job(
        request,
        created,
        JobStatus.RUNNING,
        now,
        ended,
        failure,
        new JobStatistics(devices, 0, 0, 0));
  }

  /** The same with other statistics. */
  public Job with(JobStatistics others) {
    return new Job(request, created, status, started, ended, failure, others);
  }

  /** The same, ended in {@code end}. */
  public Job ended(JobStatus end, Instant now) {
    return new Job(request, created, end, started, Optional.of(now), failure, statistics);
  }

  /** The same, failed for {@code reason}. */
  public Job failed(String reason, Instant now) {
    return new Job(
        request,
        created,
        JobStatus.FAILED,
        started,
        Optional.of(now),
        Optional.of(reason),
        statistics);
  }
}
