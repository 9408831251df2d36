package io.twinhub.local.engine.jobs;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.job.DeviceJob;
import io.twinhub.domain.job.DeviceJobStatus;
import io.twinhub.domain.job.Job;
import io.twinhub.domain.job.JobError;
import io.twinhub.domain.job.JobLimits;
import io.twinhub.domain.job.JobStatus;
import io.twinhub.domain.job.JobWork;
import io.twinhub.local.engine.query.TwinSelection;
import io.twinhub.local.engine.writer.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;

/** Leads jobs from their start to their end, and forgets them. All of it happens on the thread of jobs. */
final class JobCourse {
  /** How many parts are written at once when a job begins. */
  private static final int PARTS_AT_ONCE = 20;

  /** How many rows of devices are kept; beyond that, the oldest jobs that ended are forgotten early. */
  static final int DEVICES_MAX = 1_000_000;

  /** How many jobs are kept; beyond that, too, the oldest jobs that ended are forgotten early. */
  static final int JOBS_MAX = 20_000;

  private final Running running;
  private final IntSupplier runningMax;
  private final Map<HeldJob, MethodRun> calls = new HashMap<>();
  private final Set<HeldJob> ended = new HashSet<>();

  /** @param runningMax how many jobs may run at once */
  JobCourse(JobHub hub, JobThread thread, JobTable table, IntSupplier runningMax) {
    Pace pace = new Pace(hub.sources().clock());
    this.running = new Running(hub, thread, table, pace, this::ended);
    this.runningMax = runningMax;
  }

  Pace pace() {
    return running.pace();
  }

  /** Leads a job on that was created or loaded; on any thread. */
  void lead(HeldJob held) {
    running.thread().execute(() -> leadOn(held));
  }

  private void leadOn(HeldJob held) {
    Job job = held.visible();
    if (job.status() == JobStatus.RUNNING) {
      go(held);
    } else if (job.status().isEnd()) {
      ended(held);
    } else if (job.started().isAfter(now())) {
      running.thread().apply(tx -> {
        if (held.applied().status() == JobStatus.QUEUED) {
          held.become(tx, held.applied().scheduled());
        }
        return held;
      });
      running.later(Duration.between(now(), job.started()), () -> leadOn(held));
    } else {
      startNext();
    }
  }

  private Instant now() {
    return running.clock().instant();
  }

  /** Starts those jobs whose time has come, as far as the limit allows. */
  private void startNext() {
    List<HeldJob> due = running.table().all().stream()
        .filter(held -> held.visible().status().isBeforeStart())
        .filter(held -> !held.visible().started().isAfter(now()))
        .sorted(Comparator.comparing(held -> held.visible().started()))
        .toList();
    for (HeldJob held : due) {
      long runs = running.table().all().stream().filter(HeldJob::isRunning).count();
      if (runs < runningMax.getAsInt()) {
        start(held);
      }
    }
  }

  private void start(HeldJob held) {
    Job job = held.visible();
    List<JobPart> stale = held.parts();
    List<String> keys;
    try {
      keys = TwinSelection.of(job.request().condition()).keys(running.hub().twins());
    } catch (HubException notUnderstood) {
      end(held, job.failed(notUnderstood.error().message(), now()));
      return;
    }
    Job begun = job.running(now(), keys.size());
    List<JobPart> parts = parts(begun, keys);
    makeRoom(keys.size());
    running.thread().apply(tx -> drop(tx, job, stale));
    for (int i = 0; i < parts.size(); i += PARTS_AT_ONCE) {
      List<JobPart> some = parts.subList(i, Math.min(parts.size(), i + PARTS_AT_ONCE));
      running.thread().apply(tx -> {
        some.forEach(part -> tx.keep(JobRecord.of(job.id(), part)));
        return some;
      });
    }
    held.parts(parts);
    running.table().show(parts);
    boolean started = running.thread().apply(tx -> begin(tx, held, begun));
    if (started) {
      go(held);
    } else {
      held.parts(List.of());
      running.table().hide(job, parts);
      running.thread().apply(tx -> drop(tx, job, parts));
    }
  }

  /** Notes that a job runs, unless it was cancelled meanwhile. May be called again after it has. */
  private static boolean begin(Transaction tx, HeldJob held, Job begun) {
    if (held.applied().status().isBeforeStart()) {
      held.become(tx, begun);
      tx.keep(JobRecord.of(begun));
      held.settle(tx);
    }
    return held.applied().status() != JobStatus.CANCELLED;
  }

  private static List<JobPart> parts(Job job, List<String> keys) {
    List<JobPart> parts = new ArrayList<>();
    int size = JobPart.size(job);
    for (int i = 0; i < keys.size(); i += size) {
      List<DeviceJob> devices = keys.subList(i, Math.min(keys.size(), i + size)).stream()
          .map(key -> new DeviceJob(
              job,
              JobRecord.address(key),
              DeviceJobStatus.SCHEDULED,
              job.started(),
              Optional.empty(),
              Optional.empty()))
          .toList();
      parts.add(new JobPart(parts.size(), devices));
    }
    return parts;
  }

  /** Carries a job on that runs. */
  private void go(HeldJob held) {
    Duration left = Duration.between(now(), held.visible().deadline());
    if (left.isNegative() || left.isZero()) {
      expire(held);
      return;
    }
    running.ended(held);
    if (held.visible().status().isEnd()) {
      return;
    }
    running.later(left, () -> expire(held));
    if (held.visible().request().work() instanceof JobWork.CallMethod method) {
      MethodRun run = new MethodRun(held, method, running);
      calls.put(held, run);
      run.begin();
    } else if (held.visible().request().work() instanceof JobWork.UpdateTwin update) {
      running.thread().execute(new TwinRun(held, update, running)::step);
    }
  }

  /** Ends a job whose time is over. */
  private void expire(HeldJob held) {
    if (!held.isRunning()) {
      return;
    }
    held.isOver(true);
    Optional<MethodRun> run = Optional.ofNullable(calls.get(held));
    run.ifPresent(MethodRun::stop);
    for (JobPart part : held.parts()) {
      running.thread().apply(tx -> {
        List<HeldJob.Step> late =
            part.open().map(entry -> late(held, run, entry)).toList();
        if (!late.isEmpty()) {
          held.note(tx, late, running.table());
        }
        return late.size();
      });
    }
    running.ended(held);
  }

  private static HeldJob.Step late(HeldJob held, Optional<MethodRun> run, DeviceEntry entry) {
    return run.map(calling -> calling.late(entry))
        .orElseGet(() -> HeldJob.Step.failed(
            entry, Optional.of(JobError.noTimeLeft(held.visible().request().executionMax()))));
  }

  private void end(HeldJob held, Job end) {
    running.thread().apply(tx -> {
      if (!held.applied().status().isEnd()) {
        held.become(tx, end);
        tx.keep(JobRecord.of(end));
      }
      return held;
    });
    ended(held);
  }

  /** Makes way for the next job, and keeps the history of this one for a while. */
  private void ended(HeldJob held) {
    if (!ended.add(held)) {
      return;
    }
    calls.remove(held);
    Instant until = held.visible().ended().orElse(now()).plus(JobLimits.HISTORY);
    Duration left = Duration.between(now(), until);
    running.later(left.isNegative() ? Duration.ZERO : left, () -> forget(held));
    running.thread().execute(this::startNext);
  }

  /** Tells that a job was cancelled; on any thread. */
  void cancelled(HeldJob held) {
    running.thread().execute(() -> ended(held));
  }

  /** Forgets the oldest jobs that ended if there are too many rows of devices. */
  private void makeRoom(int more) {
    List<HeldJob> oldest = running.table().all().stream()
        .filter(held -> held.visible().ended().isPresent())
        .sorted(Comparator.comparing(held -> held.visible().ended().orElseThrow()))
        .toList();
    for (HeldJob held : oldest) {
      if (running.table().devices() + more <= DEVICES_MAX
          && running.table().all().size() <= JOBS_MAX) {
        return;
      }
      forget(held);
    }
  }

  private void forget(HeldJob held) {
    if (!ended.remove(held)) {
      return;
    }
    Job job = held.visible();
    List<JobPart> parts = held.parts();
    running.table().hide(job, parts);
    running.thread().apply(tx -> drop(tx, job, parts));
    running.thread().apply(tx -> {
      tx.drop(JobRecord.JOB, job.id().value());
      tx.onPublished(() -> running.table().remove(held));
      return job;
    });
  }

  private static Job drop(Transaction tx, Job job, List<JobPart> parts) {
    parts.forEach(part -> tx.drop(JobRecord.PART, JobRecord.partId(job.id(), part.number())));
    return job;
  }
}
