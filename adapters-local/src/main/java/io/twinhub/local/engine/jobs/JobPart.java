package io.twinhub.local.engine.jobs;

import io.twinhub.domain.job.DeviceJob;
import io.twinhub.domain.job.DeviceJobStatus;
import io.twinhub.domain.job.Job;
import io.twinhub.domain.job.JobKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Some of the devices of a job: those that the journal keeps in one row. */
final class JobPart {
  /** How many devices a part of a twin job has: few enough not to hold the writer up for long. */
  static final int TWINS = 250;

  /** How many devices a part of a method job has: it is written again as their answers come in. */
  static final int CALLS = 50;

  private final int number;
  private final List<DeviceEntry> entries = new ArrayList<>();

  /** @param number parts of a job are numbered from 0 */
  JobPart(int number, List<DeviceJob> devices) {
    this.number = number;
    devices.forEach(device -> entries.add(new DeviceEntry(this, device)));
  }

  /** How many devices a part of {@code job} has. */
  static int size(Job job) {
    return job.request().work().kind() == JobKind.UPDATE_TWIN ? TWINS : CALLS;
  }

  int number() {
    return number;
  }

  List<DeviceEntry> entries() {
    return entries;
  }

  /** Those that are not at their end. */
  Stream<DeviceEntry> open() {
    return entries.stream().filter(entry -> !entry.status().isEnd());
  }

  /** Those whose turn has not come. */
  Stream<DeviceEntry> scheduled() {
    return entries.stream().filter(entry -> entry.status() == DeviceJobStatus.SCHEDULED);
  }
}
