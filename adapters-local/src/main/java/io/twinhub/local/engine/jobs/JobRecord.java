package io.twinhub.local.engine.jobs;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.document.JobDocument;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.job.DeviceJob;
import io.twinhub.domain.job.DeviceJobStatus;
import io.twinhub.domain.job.Job;
import io.twinhub.domain.job.JobId;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.message.Bytes;
import io.twinhub.local.engine.journal.FleetRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Jobs as a journal keeps them: one row for the job, {@code job}, and one for each part, {@code job-part}. The
 * counts in the row of a job are not kept up to date, since they follow from its parts.
 */
final class JobRecord {
  static final String JOB = "job";
  static final String PART = "job-part";

  private static final String DEVICES = "devices";
  private static final String AT = "at";
  private static final String IS = "is";
  private static final String SINCE = "since";
  private static final String CODE = "code";
  private static final String WHY = "why";
  private static final String ANSWER = "answer";
  private static final String RESULT = "result";

  private JobRecord() {}

  static FleetRow of(Job job) {
    return new FleetRow(JOB, job.id().value(), Bytes.of(JsonWriter.bytes(JobDocument.of(job))));
  }

  static Job job(FleetRow row) {
    return JobDocument.job(JsonText.parseObject(row.document().toArray()));
  }

  static FleetRow of(JobId id, JobPart part) {
    JsonObject document =
        JsonObject.of(DEVICES, JsonArray.of(part.entries(), entry -> device(entry.now())));
    return new FleetRow(PART, partId(id, part.number()), Bytes.of(JsonWriter.bytes(document)));
  }

  static String partId(JobId id, int number) {
    return "%s/%07d".formatted(id, number);
  }

  private static JsonObject device(DeviceJob device) {
    JsonObject.Builder json = JsonObject.builder().put(AT, device.address().toString());
    if (device.status() != DeviceJobStatus.SCHEDULED) {
      json.put(IS, device.status().azureName()).put(SINCE, device.updated().toString());
    }
    device
        .outcome()
        .ifPresent(outcome -> json.put(ANSWER, outcome.status()).put(RESULT, outcome.payload()));
    device.error().ifPresent(error -> json.put(CODE, error.code()).put(WHY, error.description()));
    return json.build();
  }

  /** A part as it was read, before its job is known. */
  record Kept(String job, int number, List<Members> devices) {

    static Kept of(FleetRow row) {
      int slash = row.id().lastIndexOf('/');
      JsonObject document = JsonText.parseObject(row.document().toArray());
      return new Kept(
          row.id().substring(0, slash),
          Integer.parseInt(row.id().substring(slash + 1)),
          Members.exactly("", document).objects(DEVICES));
    }

    JobPart part(Job job) {
      List<DeviceJob> read = new ArrayList<>();
      devices.forEach(device -> read.add(read(job, device)));
      return new JobPart(number, read);
    }
  }

  private static DeviceJob read(Job job, Members device) {
    return new DeviceJob(
        job,
        address(device.text(AT).orElseThrow(() -> device.invalid(AT, "is missing"))),
        device.text(IS).flatMap(DeviceJobStatus::find).orElse(DeviceJobStatus.SCHEDULED),
        device.text(SINCE).map(Instant::parse).orElse(job.started()),
        device
            .find(ANSWER)
            .map(status -> new DeviceJob.Outcome(
                (int) device.number(ANSWER), device.find(RESULT).orElse(JsonNull.NULL))),
        device
            .text(CODE)
            .map(code -> new DeviceJob.Failure(code, device.text(WHY).orElse(""))));
  }

  /** The address that a key of a twin names. */
  static TwinAddress address(String key) {
    int slash = key.indexOf('/');
    return slash < 0
        ? TwinAddress.device(key)
        : TwinAddress.module(key.substring(0, slash), key.substring(slash + 1));
  }

  /** The error of this name. */
  static ErrorCode code(String name) {
    return Arrays.stream(ErrorCode.values())
        .filter(code -> code.azureName().equals(name))
        .findFirst()
        .orElse(ErrorCode.SERVER_ERROR);
  }

  /** Why a device is refused. */
  static Optional<DeviceJob.Failure> failure(ErrorCode code, String message) {
    return Optional.of(new DeviceJob.Failure(code.azureName(), message));
  }
}
