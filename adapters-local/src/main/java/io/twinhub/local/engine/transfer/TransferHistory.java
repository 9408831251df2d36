package io.twinhub.local.engine.transfer;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.document.TransferDocument;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.transfer.Transfer;
import io.twinhub.domain.transfer.TransferStatus;
import io.twinhub.local.engine.journal.FleetRow;
import io.twinhub.local.engine.writer.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The jobs that a hub knows. They are kept in its journal, without the secrets of their containers and
 * without their progress.
 */
final class TransferHistory {
  /** The kind of the rows in the journal. */
  static final String KIND = "transfer";

  /** How many jobs are kept; the oldest make room. Own limit. */
  static final int JOBS_MAX = 100;

  /** How long a job is kept after its end. Source: Azure's page on jobs. */
  static final Duration KEPT = Duration.ofDays(30);

  private static final String STOPPED =
      "the hub stopped before the job ended; what an import had written by then stays, and an"
          + " export left no file";

  private final Writer writer;
  private final Map<String, Transfer> jobs = new ConcurrentHashMap<>();

  /** Jobs whose rows {@code writer} keeps. */
  TransferHistory(Writer writer) {
    this.writer = writer;
  }

  /** Takes a row that the journal kept; at the hub's start. */
  void load(FleetRow row) {
    if (row.kind().equals(KIND)) {
      Transfer job =
          TransferDocument.transfer(JsonText.parseObject(row.document().toArray()));
      jobs.put(job.id(), job);
    }
  }

  void failUnfinished(Instant now) {
    jobs.values().stream()
        .filter(job -> !job.status().isOver())
        .toList()
        .forEach(job -> keep(job.ended(TransferStatus.FAILED, now, Optional.of(STOPPED))));
  }

  /** Keeps a job; returns when it is durable. */
  void keep(Transfer job) {
    List<String> old = beyond(job);
    writer.apply(tx -> {
      Bytes document = Bytes.of(JsonWriter.bytes(TransferDocument.of(job)));
      tx.keep(new FleetRow(KIND, job.id(), document));
      old.forEach(id -> tx.drop(KIND, id));
      return job;
    });
    old.forEach(jobs::remove);
    jobs.put(job.id(), job);
  }

  /** The jobs that must go so that {@code next} has room. */
  private List<String> beyond(Transfer next) {
    List<Transfer> others =
        newestFirst().stream().filter(job -> !job.id().equals(next.id())).toList();
    return others.stream()
        .filter(job -> others.indexOf(job) >= JOBS_MAX - 1 || isOld(job, next.started()))
        .map(Transfer::id)
        .toList();
  }

  private static boolean isOld(Transfer job, Instant now) {
    return job.ended().filter(end -> end.plus(KEPT).isBefore(now)).isPresent();
  }

  /** Shows that a job runs, and how far it is. */
  void show(String id, int percent) {
    jobs.computeIfPresent(
        id,
        (same, job) -> job.progress() == percent && job.status() == TransferStatus.RUNNING
            ? job
            : job.running(percent));
  }

  void end(String id, TransferStatus how, Instant now, Optional<String> reason) {
    find(id).ifPresent(job -> keep(job.ended(how, now, reason)));
  }

  Optional<Transfer> find(String id) {
    return Optional.ofNullable(jobs.get(id));
  }

  List<Transfer> list(Instant now) {
    return newestFirst().stream().filter(job -> !isOld(job, now)).toList();
  }

  private List<Transfer> newestFirst() {
    return jobs.values().stream()
        .sorted(Comparator.comparing(Transfer::started).reversed().thenComparing(Transfer::id))
        .toList();
  }
}
