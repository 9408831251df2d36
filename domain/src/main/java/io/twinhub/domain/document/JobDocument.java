package io.twinhub.domain.document;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.job.Job;
import io.twinhub.domain.job.JobError;
import io.twinhub.domain.job.JobId;
import io.twinhub.domain.job.JobKind;
import io.twinhub.domain.job.JobLimits;
import io.twinhub.domain.job.JobRequest;
import io.twinhub.domain.job.JobStatistics;
import io.twinhub.domain.job.JobStatus;
import io.twinhub.domain.job.JobWork;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.message.method.MethodLimits;
import io.twinhub.domain.message.method.MethodName;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * A job as clients send it, {@code {"jobId","type","queryCondition","updateTwin"|"cloudToDeviceMethod",
 * "startTime"?,"maxExecutionTimeInSeconds"?}}, and as the hub shows it: the same with {@code createdTime},
 * {@code endTime}, {@code status}, {@code failureReason} and {@code deviceJobStatistics}. Azure's client for
 * Java refuses a job that also has members of {@link DeviceJobDocument}.
 */
public final class JobDocument {
  static final String JOB_ID = "jobId";
  static final String METHOD = "cloudToDeviceMethod";
  static final String METHOD_NAME = "methodName";
  static final String PAYLOAD = "payload";
  private static final String CONDITION = "queryCondition";
  private static final String TWIN = "updateTwin";
  private static final String CONNECT = "connectTimeoutInSeconds";
  private static final String RESPONSE = "responseTimeoutInSeconds";
  private static final String CREATED = "createdTime";
  private static final String START = "startTime";
  private static final String END = "endTime";
  private static final String EXECUTION = "maxExecutionTimeInSeconds";
  private static final String FAILURE = "failureReason";
  private static final String MESSAGE = "statusMessage";
  private static final String STATISTICS = "deviceJobStatistics";
  private static final String DEVICES = "deviceCount";
  private static final String FAILED = "failedCount";
  private static final String SUCCEEDED = "succeededCount";
  private static final String RUNNING = "runningCount";
  private static final String PENDING = "pendingCount";
  private static final String ANY_ETAG = "*";

  private JobDocument() {}

  /**
   * The job that a body asks for.
   *
   * @throws HubException with a {@link JobError}, or if a member has the wrong type
   */
  public static JobRequest request(JobId id, Members body) {
    body.text(JOB_ID).filter(other -> !other.equals(id.value())).ifPresent(other -> {
      throw new HubException(JobError.otherId(other, id));
    });
    return request(id, work(body), body);
  }

  private static JobRequest request(JobId id, JobWork work, Members body) {
    long seconds = body.number(EXECUTION);
    return new JobRequest(
        id,
        work,
        body.text(CONDITION).orElse(""),
        body.filledText(START).map(JobDocument::time),
        seconds == 0 ? JobLimits.EXECUTION_DEFAULT : Duration.ofSeconds(seconds));
  }

  /**
   * A time as clients write it: ISO 8601, in UTC if it has no zone.
   *
   * @throws HubException with {@link JobError#notTime}
   */
  public static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException noZone) {
      try {
        return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
      } catch (DateTimeParseException noTime) {
        throw new HubException(JobError.notTime(text));
      }
    }
  }

  private static JobWork work(Members body) {
    String type = body.text(DocumentNames.TYPE).orElse("");
    JobKind kind =
        JobKind.find(type).orElseThrow(() -> new HubException(JobError.invalidKind(type)));
    return kind == JobKind.UPDATE_TWIN ? twinWork(body) : methodWork(body);
  }

  private static JobWork twinWork(Members body) {
    Members twin = body.object(TWIN).orElseThrow(() -> new HubException(JobError.emptyPatch()));
    if (!twin.text(DocumentNames.ETAG).orElse("").equals(ANY_ETAG)) {
      throw new HubException(JobError.patchOfOneEtag());
    }
    return new JobWork.UpdateTwin(PatchDocument.patch(twin.object()));
  }

  private static JobWork methodWork(Members body) {
    Members method = body.object(METHOD).orElseThrow(() -> new HubException(JobError.noMethod()));
    String name =
        method.filledText(METHOD_NAME).orElseThrow(() -> new HubException(JobError.noMethod()));
    return new JobWork.CallMethod(
        new MethodName(name),
        method.find(PAYLOAD).orElse(JsonNull.NULL),
        seconds(method, CONNECT),
        seconds(method, RESPONSE).orElse(MethodLimits.RESPONSE_TIMEOUT_DEFAULT));
  }

  private static Optional<Duration> seconds(Members method, String name) {
    return method.find(name).map(value -> {
      if (value instanceof JsonNumber number && number.isLong()) {
        return Duration.ofSeconds(number.longValue());
      }
      throw method.invalid(name, "must be a whole number of seconds");
    });
  }

  /** The body that asks for a job. */
  public static JsonObject of(JobRequest request) {
    JsonObject.Builder body = begun(request);
    request.start().ifPresent(start -> body.put(START, HubTime.text(start)));
    return body.put(EXECUTION, request.executionMax().toSeconds()).build();
  }

  private static JsonObject.Builder begun(JobRequest request) {
    JsonObject.Builder body = JsonObject.builder()
        .put(JOB_ID, request.id().value())
        .put(DocumentNames.TYPE, request.work().kind().azureName());
    if (request.work() instanceof JobWork.UpdateTwin update) {
      body.put(TWIN, twin(update));
    } else if (request.work() instanceof JobWork.CallMethod method) {
      body.put(METHOD, method(method));
    }
    return body.put(CONDITION, request.condition());
  }

  private static JsonObject twin(JobWork.UpdateTwin update) {
    JsonObject.Builder twin = JsonObject.builder()
        .put(DocumentNames.DEVICE_ID, JsonNull.NULL)
        .put(DocumentNames.ETAG, ANY_ETAG);
    PatchDocument.of(update.patch()).forEach(twin::put);
    return twin.build();
  }

  /** The method that a job calls, as clients send it. */
  static JsonObject method(JobWork.CallMethod work) {
    JsonObject.Builder method = JsonObject.builder()
        .put(METHOD_NAME, work.name().value())
        .put(PAYLOAD, work.payload())
        .put(RESPONSE, work.responseTimeout().toSeconds());
    work.connectTimeout().ifPresent(wait -> method.put(CONNECT, wait.toSeconds()));
    return method.build();
  }

  /** The job as the hub shows it. */
  public static JsonObject of(Job job) {
    JsonObject.Builder shown = begun(job.request())
        .put(CREATED, HubTime.text(job.created()))
        .put(START, HubTime.text(job.started()));
    job.ended().ifPresent(end -> shown.put(END, HubTime.text(end)));
    shown
        .put(EXECUTION, job.request().executionMax().toSeconds())
        .put(DocumentNames.STATUS, job.status().azureName());
    job.failure().ifPresent(reason -> shown.put(FAILURE, reason).put(MESSAGE, reason));
    return shown.put(STATISTICS, statistics(job.statistics())).build();
  }

  private static JsonObject statistics(JobStatistics statistics) {
    return JsonObject.builder()
        .put(DEVICES, statistics.devices())
        .put(FAILED, statistics.failed())
        .put(SUCCEEDED, statistics.succeeded())
        .put(RUNNING, statistics.running())
        .put(PENDING, statistics.pending())
        .build();
  }

  /**
   * The job that a hub shows. A status that is not known counts as queued.
   *
   * @throws HubException if it is no job
   */
  public static Job job(JsonObject shown) {
    Members members = Members.leniently(shown);
    JobRequest request =
        request(new JobId(members.text(JOB_ID).orElse("")), work(members), members);
    Members counts = members.inner(STATISTICS);
    Instant created = instant(members, CREATED).orElse(Identity.NEVER);
    return new Job(
        request,
        created,
        members.text(DocumentNames.STATUS).flatMap(JobStatus::find).orElse(JobStatus.QUEUED),
        instant(members, START).orElse(created),
        instant(members, END),
        members.text(FAILURE),
        new JobStatistics(
            count(counts, PENDING),
            count(counts, RUNNING),
            count(counts, SUCCEEDED),
            count(counts, FAILED)));
  }

  private static Optional<Instant> instant(Members members, String name) {
    return members.filledText(name).map(JobDocument::time);
  }

  private static int count(Members counts, String name) {
    JsonValue number = counts.find(name).orElse(JsonNull.NULL);
    return number instanceof JsonNumber whole && whole.isLong() ? (int) whole.longValue() : 0;
  }
}
