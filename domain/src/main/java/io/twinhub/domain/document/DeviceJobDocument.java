package io.twinhub.domain.document;

import io.twinhub.domain.job.DeviceJob;
import io.twinhub.domain.job.Job;
import io.twinhub.domain.job.JobWork;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.Optional;

/**
 * A job on one device, as queries of {@code devices.jobs} show it. A row of a method job has {@code
 * cloudToDeviceMethod}, since Azure's client for Java cannot read the outcome without it.
 */
public final class DeviceJobDocument {
  private static final String RESPONSE = "deviceMethodResponse";

  private DeviceJobDocument() {}

  /** The value at a path of the row. */
  public static Optional<JsonValue> find(DeviceJob row, JsonPath path) {
    if (path.segments().size() > 1) {
      return of(row).find(path);
    }
    return switch (path.segments().get(0)) {
      case JobDocument.JOB_ID -> Optional.of(new JsonString(row.job().id().value()));
      case DocumentNames.DEVICE_ID ->
        Optional.of(new JsonString(row.address().deviceId().value()));
      case DocumentNames.STATUS -> Optional.of(new JsonString(row.status().azureName()));
      default -> of(row).find(path);
    };
  }

  /** The row. */
  public static JsonObject of(DeviceJob row) {
    Job job = row.job();
    JsonObject.Builder shown = JsonObject.builder()
        .put(DocumentNames.DEVICE_ID, row.address().deviceId().value());
    row.address()
        .moduleId()
        .ifPresent(module -> shown.put(DocumentNames.MODULE_ID, module.value()));
    shown
        .put(JobDocument.JOB_ID, job.id().value())
        .put("jobType", job.request().work().kind().azureName())
        .put(DocumentNames.STATUS, row.status().azureName())
        .put("startTimeUtc", HubTime.text(job.started()));
    if (row.status().isEnd()) {
      shown.put("endTimeUtc", HubTime.text(row.updated()));
    }
    shown
        .put("createdDateTimeUtc", HubTime.text(job.created()))
        .put("lastUpdatedDateTimeUtc", HubTime.text(row.updated()));
    if (job.request().work() instanceof JobWork.CallMethod method) {
      shown.put(JobDocument.METHOD, JobDocument.method(method));
      row.outcome().ifPresent(outcome -> shown.put("outcome", answer(outcome)));
    } else if (row.error().isEmpty()) {
      shown.put("outcome", JsonObject.of(RESPONSE, JsonNull.NULL));
    }
    row.error()
        .ifPresent(error -> shown.put(
            "error",
            JsonObject.builder()
                .put("code", error.code())
                .put("description", error.description())
                .build()));
    return shown.build();
  }

  private static JsonObject answer(DeviceJob.Outcome outcome) {
    JsonObject response = JsonObject.builder()
        .put(DocumentNames.STATUS, outcome.status())
        .put(JobDocument.PAYLOAD, outcome.payload())
        .build();
    return JsonObject.of(RESPONSE, response);
  }
}
