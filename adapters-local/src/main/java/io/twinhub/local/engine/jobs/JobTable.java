package io.twinhub.local.engine.jobs;

import io.twinhub.domain.job.DeviceJob;
import io.twinhub.domain.job.Job;
import io.twinhub.domain.job.JobId;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.query.UsedPath;
import io.twinhub.local.engine.query.CandidateSource;
import io.twinhub.local.engine.query.table.Candidate;
import io.twinhub.local.engine.query.table.Table;
import io.twinhub.local.engine.writer.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All jobs that are kept, and the rows of their devices. */
public final class JobTable {
  private final Map<JobId, HeldJob> jobs = new ConcurrentHashMap<>();

  /** With those whose creation is not committed yet; changed by the writer's thread only. */
  private final Map<JobId, HeldJob> claimed = new ConcurrentHashMap<>();

  private final Table<DeviceJobRow> rows = new Table<>(path -> false);

  /** The rows of {@code twins}, and those of jobs. */
  public CandidateSource with(CandidateSource twins) {
    return new CandidateSource() {
      @Override
      public Table<? extends Candidate> table(Collection collection) {
        return collection == Collection.JOBS ? rows : twins.table(collection);
      }

      @Override
      public Set<JsonPath> sampledPaths(Collection collection) {
        return twins.sampledPaths(collection);
      }

      @Override
      public List<UsedPath> sampledUses(Collection collection) {
        return twins.sampledUses(collection);
      }
    };
  }

  Optional<HeldJob> find(JobId id) {
    return Optional.ofNullable(jobs.get(id));
  }

  /** Takes the id of a new job with the batch, and shows the job when the batch is committed. */
  void add(Transaction tx, HeldJob made) {
    JobId id = made.applied().id();
    claimed.put(id, made);
    tx.onRollBack(() -> claimed.remove(id));
    tx.onPublished(() -> jobs.put(id, made));
  }

  /** All jobs as a proposal sees them. */
  Map<JobId, HeldJob> claimed() {
    return claimed;
  }

  void remove(HeldJob held) {
    jobs.remove(held.visible().id());
    claimed.remove(held.visible().id());
  }

  /** All jobs, in no particular order. */
  List<HeldJob> all() {
    return List.copyOf(jobs.values());
  }

  /** How many jobs there are that are not at their end. */
  int open() {
    return (int)
        jobs.values().stream().filter(held -> !held.visible().status().isEnd()).count();
  }

  /** How many rows of devices there are. */
  int devices() {
    return rows.count();
  }

  void show(DeviceJob job) {
    rows.put(new DeviceJobRow(job));
  }

  /** Shows the rows of jobs that a journal kept, at a start. */
  void fill(List<HeldJob> kept) {
    List<DeviceJobRow> all = new ArrayList<>();
    for (HeldJob held : kept) {
      jobs.put(held.visible().id(), held);
      claimed.put(held.visible().id(), held);
      held.shownParts()
          .forEach(part -> part.entries().forEach(entry -> all.add(new DeviceJobRow(entry.now()))));
    }
    rows.fill(all);
  }

  /** Shows the devices of a job that begins. */
  void show(List<JobPart> parts) {
    parts.forEach(part -> part.entries().forEach(entry -> show(entry.now())));
  }

  /** Shows the devices of a job no more. */
  void hide(Job job, List<JobPart> parts) {
    parts.forEach(part ->
        part.entries().forEach(entry -> rows.remove(DeviceJobRow.key(entry.address(), job.id()))));
  }
}
