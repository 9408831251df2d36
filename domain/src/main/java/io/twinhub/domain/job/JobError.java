package io.twinhub.domain.job;

import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.RequestError;
import java.time.Duration;
import java.time.Instant;

/** Refusals that concern scheduled jobs. */
public final class JobError {
  private JobError() {}

  /** The id is empty, too long, or has a character that is not allowed. */
  public static HubError invalidId(String id) {
    return RequestError.invalid(
        ("job id '%s' must have 1 to %d characters: ASCII letters, digits and"
                + " - : . + %% _ # * ? ! ( ) , = @ ; $ '")
            .formatted(ClientText.shown(id), JobLimits.ID_LENGTH_MAX));
  }

  /** There is no such job, or its history is over. */
  public static HubError notFound(JobId id) {
    return HubError.of(
        ErrorCode.JOB_NOT_FOUND,
        "there is no job '%s'; jobs vanish %d days after their end"
            .formatted(id, JobLimits.HISTORY.toDays()));
  }

  /** There is such a job. */
  public static HubError alreadyExists(JobId id) {
    return HubError.of(
        ErrorCode.JOB_ALREADY_EXISTS,
        "there is a job '%s' already; ids can be used again %d days after the end of their job"
            .formatted(id, JobLimits.HISTORY.toDays()));
  }

  /** The job has begun or is over. */
  public static HubError notCancellable(Job job) {
    return HubError.of(
        ErrorCode.INVALID_OPERATION,
        "job '%s' is %s; only a queued or scheduled job can be cancelled"
            .formatted(job.id(), job.status().azureName()));
  }

  /** As many jobs are running as the hub allows. */
  public static HubError tooManyRunning(int running, String whose) {
    return HubError.of(
        ErrorCode.TOO_MANY_ACTIVE_JOBS,
        "%d %s running, the most that %s allows; try again later"
            .formatted(running, running == 1 ? "job is" : "jobs are", whose));
  }

  /** As many jobs are kept as the hub can keep. */
  public static HubError tooManyKept(int kept) {
    return HubError.of(
        ErrorCode.TOO_MANY_ACTIVE_JOBS,
        "%d jobs wait or run, the most that are allowed; try again later".formatted(kept));
  }

  /** The request has no kind, or one that does not exist. */
  public static HubError invalidKind(String kind) {
    return kind.isEmpty()
        ? RequestError.missing("type is missing; it is scheduleUpdateTwin or scheduleDeviceMethod")
        : RequestError.invalid("type '%s' is neither scheduleUpdateTwin nor scheduleDeviceMethod"
            .formatted(ClientText.shown(kind)));
  }

  /** A list is asked for jobs of a kind that does not exist. */
  public static HubError unknownFilter(String name, String value) {
    return RequestError.invalid("%s '%s' is not known".formatted(name, ClientText.shown(value)));
  }

  /** The request has no condition. */
  public static HubError noCondition() {
    return RequestError.missing(
        "queryCondition is missing; it is a condition such as tags.plant = 'x', or * for all devices");
  }

  /** The condition is longer than allowed. */
  public static HubError conditionTooLong(int characters) {
    return HubError.of(
        ErrorCode.PRECONDITION_FAILED,
        "queryCondition has %d characters; at most %d are allowed"
            .formatted(characters, JobLimits.CONDITION_LENGTH_MAX));
  }

  /** A twin job says nothing about twins. */
  public static HubError emptyPatch() {
    return RequestError.missing(
        "updateTwin is missing, or has neither tags nor properties.desired");
  }

  /** A twin job is not for any etag. */
  public static HubError patchOfOneEtag() {
    return RequestError.invalid(
        "updateTwin.etag must be \"*\", since a job writes whatever the etags of its twins are");
  }

  /** A method job has no method. */
  public static HubError noMethod() {
    return RequestError.missing("cloudToDeviceMethod is missing, or has no methodName");
  }

  /** The id in the body is another one than that of the path. */
  public static HubError otherId(String body, JobId path) {
    return RequestError.invalid("jobId is '%s' in the body and '%s' in the address"
        .formatted(ClientText.shown(body), path));
  }

  /** The start is no time. */
  public static HubError notTime(String text) {
    return RequestError.invalid("startTime '%s' is not a time; write it as 2030-01-31T12:00:00Z"
        .formatted(ClientText.shown(text)));
  }

  /** The start is too far away. */
  public static HubError startTooFar(Instant start) {
    return RequestError.invalid(
        "startTime %s is more than %d days ahead".formatted(start, JobLimits.AHEAD_MAX.toDays()));
  }

  /** The time of the job is too long, or no time at all. */
  public static HubError executionOutOfRange(Duration given) {
    return RequestError.invalid("maxExecutionTimeInSeconds is %d; it must be 1 to %d"
        .formatted(given.toSeconds(), JobLimits.EXECUTION_MAX.toSeconds()));
  }

  /** The time of the job was over before it came to this device. */
  public static DeviceJob.Failure noTimeLeft(Duration time) {
    return new DeviceJob.Failure(
        "GenericTimeout",
        "The job's time of %d s was over before this device was done.".formatted(time.toSeconds()));
  }

  /** The hub stopped while the device was called, so nobody knows whether the device got the call. */
  public static DeviceJob.Failure interrupted() {
    return new DeviceJob.Failure(
        ErrorCode.SERVICE_UNAVAILABLE.azureName(),
        "The hub stopped while this device was called; the call is not repeated.");
  }
}
