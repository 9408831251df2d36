package io.twinhub.local.engine.jobs;

import io.twinhub.domain.document.DeviceJobDocument;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.job.DeviceJob;
import io.twinhub.domain.job.JobId;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.query.QueryRow;
import io.twinhub.local.engine.query.table.Candidate;
import java.util.Optional;

/** A job on one device, as queries see it. */
record DeviceJobRow(DeviceJob job) implements Candidate {

  /** The key of a job on a device: rows are in the order of devices, then of jobs. */
  static String key(TwinAddress address, JobId id) {
    return address + "/" + id;
  }

  @Override
  public String key() {
    return key(job.address(), job.job().id());
  }

  @Override
  public Optional<JsonValue> find(JsonPath path) {
    return DeviceJobDocument.find(job, path);
  }

  @Override
  public QueryRow document() {
    return QueryRow.of(DeviceJobDocument.of(job));
  }
}
