package io.twinhub.local.engine.jobs;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.job.DeviceJob;
import io.twinhub.domain.job.DeviceJobStatus;

/**
 * A device of a job. Changed by the writer's thread only, when a change is applied and not when it is
 * committed; other threads see where it probably is.
 */
final class DeviceEntry {
  private final JobPart part;
  private volatile DeviceJob now;

  DeviceEntry(JobPart part, DeviceJob now) {
    this.part = part;
    this.now = now;
  }

  JobPart part() {
    return part;
  }

  DeviceJob now() {
    return now;
  }

  TwinAddress address() {
    return now.address();
  }

  DeviceJobStatus status() {
    return now.status();
  }

  void become(DeviceJob next) {
    now = next;
  }
}
