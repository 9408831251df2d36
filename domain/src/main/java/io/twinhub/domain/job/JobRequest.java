package io.twinhub.domain.job;

import io.twinhub.domain.error.HubException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A job as a back end asks for it.
 *
 * @param id its id
 * @param work what it does on each device
 * @param condition which devices or modules it concerns: a condition of the query language, or {@value
 *     #ALL_DEVICES}, or {@code FROM devices.modules WHERE …}. Found out when the job starts
 * @param start when it starts; empty for now
 * @param executionMax how long it may take after its start
 */
public record JobRequest(
    JobId id, JobWork work, String condition, Optional<Instant> start, Duration executionMax) {
  /** The condition that all devices meet. */
  public static final String ALL_DEVICES = "*";

  /**
   * Accepts what can be checked without a hub.
   *
   * @throws HubException with a {@link JobError}
   */
  public JobRequest {
    if (condition.isBlank()) {
      throw new HubException(JobError.noCondition());
    }
    if (condition.length() > JobLimits.CONDITION_LENGTH_MAX) {
      throw new HubException(JobError.conditionTooLong(condition.length()));
    }
    if (executionMax.isNegative()
        || executionMax.isZero()
        || executionMax.compareTo(JobLimits.EXECUTION_MAX) > 0) {
      throw new HubException(JobError.executionOutOfRange(executionMax));
    }
  }

  /** A job that starts now and has the usual time. */
  public static JobRequest now(String id, JobWork work, String condition) {
    return new JobRequest(
        new JobId(id), work, condition, Optional.empty(), JobLimits.EXECUTION_DEFAULT);
  }

  /** The same, started at {@code time}. */
  public JobRequest at(Instant time) {
    return new JobRequest(id, work, condition, Optional.of(time), executionMax);
  }

  /** The same, with this much time after its start. */
  public JobRequest within(Duration time) {
    return new JobRequest(id, work, condition, start, time);
  }

  /**
   * Passes silently unless the start is too far away.
   *
   * @throws HubException with {@link JobError#startTooFar}
   */
  public void requireSoon(Instant now) {
    start.filter(time -> time.isAfter(now.plus(JobLimits.AHEAD_MAX))).ifPresent(time -> {
      throw new HubException(JobError.startTooFar(time));
    });
  }
}
