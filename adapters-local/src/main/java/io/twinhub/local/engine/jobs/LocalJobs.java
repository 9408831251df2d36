package io.twinhub.local.engine.jobs;

import io.twinhub.application.port.out.Jobs;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.job.Job;
import io.twinhub.domain.job.JobError;
import io.twinhub.domain.job.JobFilter;
import io.twinhub.domain.job.JobId;
import io.twinhub.domain.job.JobPage;
import io.twinhub.domain.job.JobRequest;
import io.twinhub.domain.job.JobStatus;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.tier.TierPlan;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.query.TwinSelection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scheduled jobs of the local hub. */
public final class LocalJobs implements Jobs, AutoCloseable {
  /** How many jobs may run at once if the hub keeps to no tier. This limit is ours. */
  static final int RUNNING_MAX = 100;

  /** How many jobs may wait or run. This limit is ours. */
  static final int OPEN_MAX = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(LocalJobs.class);

  private final JobHub hub;
  private final JobTable table;
  private final JobThread thread;
  private final JobCourse course;

  /**
   * Jobs of a hub, none of which runs yet.
   *
   * @param table where queries find their devices
   */
  public LocalJobs(JobHub hub, JobTable table) {
    this.hub = hub;
    this.table = table;
    this.thread = new JobThread(hub.writer());
    this.course = new JobCourse(hub, thread, table, this::runningMax);
  }

  /**
   * Loads what {@code journal} kept.
   *
   * @throws IllegalStateException in words for the user, if the journal cannot be read
   */
  public void load(Journal journal) {
    Map<String, Job> jobs = new TreeMap<>();
    Map<String, List<JobRecord.Kept>> parts = new HashMap<>();
    journal.loadFleet(row -> {
      if (row.kind().equals(JobRecord.JOB)) {
        jobs.put(row.id(), JobRecord.job(row));
      } else if (row.kind().equals(JobRecord.PART)) {
        JobRecord.Kept part = JobRecord.Kept.of(row);
        parts.computeIfAbsent(part.job(), job -> new ArrayList<>()).add(part);
      }
    });
    List<HeldJob> held = new ArrayList<>();
    jobs.forEach((id, job) -> {
      List<JobPart> read =
          parts.getOrDefault(id, List.of()).stream().map(part -> part.part(job)).toList();
      held.add(HeldJob.of(job, read));
    });
    table.fill(held);
  }

  /** Limits how many devices all jobs together may work on in a second. */
  public void limit(int perSecond) {
    course.pace().limit(perSecond);
  }

  /** Leads the loaded jobs on; to be called when the hub can write. */
  public void begin() {
    long open = table.open();
    if (open > 0) {
      LOG.info("{} scheduled {} on", open, open == 1 ? "job goes" : "jobs go");
    }
    table.all().forEach(course::lead);
  }

  private int runningMax() {
    return enforced().map(TierPlan::jobsRunning).orElse(RUNNING_MAX);
  }

  private Optional<TierPlan> enforced() {
    return hub.tier().get().filter(plan -> plan.mode() == TierPlan.Mode.ENFORCE);
  }

  @Override
  public Job create(JobRequest request) {
    TwinSelection.of(request.condition());
    HeldJob held = hub.writer().apply(tx -> {
      request.requireSoon(tx.now());
      Job job = Job.of(request, tx.now());
      requireFree(job);
      tx.keep(JobRecord.of(job));
      HeldJob made = new HeldJob(job);
      table.add(tx, made);
      return made;
    });
    Job created = held.visible();
    course.lead(held);
    return created;
  }

  private void requireFree(Job job) {
    if (table.claimed().containsKey(job.id())) {
      throw new HubException(JobError.alreadyExists(job.id()));
    }
    List<Job> open = table.claimed().values().stream()
        .map(HeldJob::applied)
        .filter(other -> !other.status().isEnd())
        .toList();
    if (open.size() >= OPEN_MAX) {
      throw new HubException(JobError.tooManyKept(OPEN_MAX));
    }
    Instant now = job.created();
    long active = open.stream().filter(other -> !other.started().isAfter(now)).count();
    if (!job.started().isAfter(now) && active >= runningMax()) {
      throw new HubException(JobError.tooManyRunning((int) active, whose()));
    }
  }

  private String whose() {
    return enforced().map(plan -> "a hub of tier %s".formatted(plan.tier())).orElse("this hub");
  }

  @Override
  public Optional<Job> find(JobId id) {
    return table.find(id).map(HeldJob::visible);
  }

  @Override
  public Job cancel(JobId id) {
    HeldJob held = table.find(id).orElseThrow(() -> new HubException(JobError.notFound(id)));
    Job cancelled = hub.writer().apply(tx -> {
      if (!held.applied().status().isBeforeStart()) {
        throw new HubException(JobError.notCancellable(held.applied()));
      }
      Job end = held.applied().ended(JobStatus.CANCELLED, tx.now());
      held.become(tx, end);
      tx.keep(JobRecord.of(end));
      return end;
    });
    course.cancelled(held);
    return cancelled;
  }

  @Override
  public JobPage list(JobFilter filter, PageSize size, Optional<ContinuationToken> from) {
    return JobListing.page(
        table.all().stream().map(HeldJob::visible).filter(filter::shows), size, from);
  }

  /** Stops all jobs where they are; they go on after the next start. */
  @Override
  public void close() {
    thread.close();
  }
}
