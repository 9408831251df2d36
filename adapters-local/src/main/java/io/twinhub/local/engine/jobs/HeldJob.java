package io.twinhub.local.engine.jobs;

import io.twinhub.domain.job.DeviceJob;
import io.twinhub.domain.job.DeviceJobStatus;
import io.twinhub.domain.job.Job;
import io.twinhub.domain.job.JobStatistics;
import io.twinhub.domain.job.JobStatus;
import io.twinhub.local.engine.writer.Transaction;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A job of the hub and its devices. */
final class HeldJob {
  /** As those see it who ask for it. */
  private volatile Job visible;

  /** As proposals see it; for the writer's thread only. */
  private Job applied;

  private volatile List<JobPart> parts = List.of();

  /** Whether its time is over, so that its end is no success. */
  private volatile boolean over;

  HeldJob(Job job) {
    this.visible = job;
    this.applied = job;
  }

  /** A job that a journal kept, with its parts in order. */
  static HeldJob of(Job kept, List<JobPart> parts) {
    HeldJob held = new HeldJob(kept);
    held.parts = List.copyOf(parts);
    JobStatistics statistics = JobStatistics.NONE;
    for (JobPart part : held.shownParts()) {
      for (DeviceEntry entry : part.entries()) {
        statistics = statistics.with(entry.status());
      }
    }
    held.visible = kept.with(statistics);
    held.applied = held.visible;
    return held;
  }

  /** Its parts, unless it did not come to its start. */
  List<JobPart> shownParts() {
    JobStatus status = visible.status();
    return status.isBeforeStart() || status == JobStatus.CANCELLED ? List.of() : parts;
  }

  Job visible() {
    return visible;
  }

  Job applied() {
    return applied;
  }

  List<JobPart> parts() {
    return parts;
  }

  void parts(List<JobPart> found) {
    parts = List.copyOf(found);
  }

  boolean isOver() {
    return over;
  }

  void isOver(boolean now) {
    over = now;
  }

  /** Whether it is running and has devices that are not done, as far as is known. */
  boolean isRunning() {
    return visible.status() == JobStatus.RUNNING;
  }

  /** Becomes {@code next} with the batch; what asks for it sees that when the batch is committed. */
  void become(Transaction tx, Job next) {
    Job before = applied;
    applied = next;
    tx.onRollBack(() -> applied = before);
    tx.onPublished(() -> visible = next);
  }

  /** What becomes of one device. */
  record Step(
      DeviceEntry entry,
      DeviceJobStatus to,
      Optional<DeviceJob.Outcome> outcome,
      Optional<DeviceJob.Failure> error) {

    static Step to(DeviceEntry entry, DeviceJobStatus to) {
      return new Step(entry, to, Optional.empty(), Optional.empty());
    }

    static Step failed(DeviceEntry entry, Optional<DeviceJob.Failure> error) {
      return new Step(entry, DeviceJobStatus.FAILED, Optional.empty(), error);
    }
  }

  /**
   * Notes with the batch what becomes of devices, and ends the job with its last device.
   *
   * @param steps of devices that are not at their end
   * @param seen told of the changed rows when the batch is committed
   */
  void note(Transaction tx, List<Step> steps, JobTable seen) {
    Instant now = tx.now();
    JobStatistics statistics = applied.statistics();
    Set<JobPart> changed = new HashSet<>();
    for (Step step : steps) {
      DeviceEntry entry = step.entry();
      DeviceJob before = entry.now();
      DeviceJob after = new DeviceJob(
          before.job(), before.address(), step.to(), now, step.outcome(), step.error());
      entry.become(after);
      tx.onRollBack(() -> entry.become(before));
      statistics = statistics.moved(before.status(), after.status());
      changed.add(entry.part());
    }
    become(tx, applied.with(statistics));
    changed.forEach(part -> tx.keep(JobRecord.of(applied.id(), part)));
    List<DeviceJob> rows = steps.stream().map(step -> step.entry().now()).toList();
    tx.onPublished(() -> rows.forEach(seen::show));
    settle(tx);
  }

  /** Ends the job if it is done on all devices. */
  void settle(Transaction tx) {
    boolean done = applied.statistics().ended() == applied.statistics().devices();
    if (applied.status() == JobStatus.RUNNING && done) {
      Job end = over
          ? applied.failed(
              "The job's time of %d s was over before it was done on all devices."
                  .formatted(applied.request().executionMax().toSeconds()),
              tx.now())
          : applied.ended(JobStatus.COMPLETED, tx.now());
      become(tx, end);
      tx.keep(JobRecord.of(end));
    }
  }
}
