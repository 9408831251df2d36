package io.twinhub.local.engine.transfer;

import io.twinhub.application.document.BulkDocument;
import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.in.BulkOperation;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.transfer.Transfer;
import io.twinhub.domain.transfer.TransferRequest;
import io.twinhub.local.engine.transfer.container.BlobInput;
import io.twinhub.local.engine.transfer.container.Stop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;

/**
 * An import. One thread reads lines, several write them, so that many writes share a commit. Lines about one
 * device are written in the order of the file, and a line that names a parent waits for all lines before it.
 */
final class ImportRun {
  /** How many lines are written at the same time. */
  private static final int LANES = 32;

  /** How many lines may wait for their turn; with the longest lines that is 256 MB. */
  private static final int WAITING_MAX = 256;

  private final ImportWrites writes;
  private final ErrorLog errors;
  private final Stop stop;
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final Semaphore places = new Semaphore(WAITING_MAX);
  private final List<ExecutorService> lanes = new ArrayList<>();

  ImportRun(ImportWrites writes, ErrorLog errors, Stop stop) {
    this.writes = writes;
    this.errors = errors;
    this.stop = stop;
  }

  /**
   * Imports a file; returns when everything that was begun is written, also if it fails.
   *
   * @param progress is told the progress in percent
   */
  void run(BlobInput file, IntConsumer progress) throws IOException {
    for (int i = 0; i < LANES; i++) {
      lanes.add(Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "twinhub-import");
        thread.setDaemon(true);
        return thread;
      }));
    }
    try {
      Lines lines = new Lines(file.stream());
      for (Optional<Lines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
        stop.check();
        take(line.get());
        progress.accept((int) Math.min(
            Transfer.DONE - 1L, lines.bytes() * Transfer.DONE / Math.max(1, file.bytes())));
      }
    } finally {
      drain();
      lanes.forEach(ExecutorService::shutdown);
    }
  }

  /** Waits until all lines so far are written. */
  private void drain() {
    places.acquireUninterruptibly(WAITING_MAX);
    places.release(WAITING_MAX);
  }

  private void take(Lines.Line line) {
    Optional<BulkOperation> read = Optional.empty();
    try {
      byte[] text = line.text()
          .orElseThrow(() -> new HubException(HubError.of(
              ErrorCode.MESSAGE_TOO_LARGE,
              "the line is longer than %d bytes".formatted(Lines.LINE_BYTES_MAX))));
      read = Optional.of(BulkDocument.line(JsonText.parseObjectOfClient(text)));
    } catch (HubException refusal) {
      failed(line.number(), read, refusal.error());
      return;
    }
    submit(line.number(), read.get());
  }

  private void submit(long number, BulkOperation line) {
    if (ImportWrites.namesParents(line)) {
      drain();
    }
    places.acquireUninterruptibly();
    int lane = Math.floorMod(line.address().deviceId().hashCode(), LANES);
    lanes.get(lane).execute(() -> {
      try {
        write(number, line);
      } finally {
        places.release();
      }
    });
  }

  private void write(long number, BulkOperation line) {
    try {
      writes.apply(line);
      done.incrementAndGet();
    } catch (HubException refusal) {
      failed(number, Optional.of(line), refusal.error());
    } catch (RuntimeException unexpected) {
      failed(
          number,
          Optional.of(line),
          RequestError.unavailable(
              "the hub failed (%s)".formatted(unexpected.getClass().getName())));
    }
  }

  private void failed(long number, Optional<BulkOperation> line, HubError error) {
    failed.incrementAndGet();
    errors.add(number, line, error);
  }

  /** What came of it so far, if any lines failed or were left out. */
  String counts() {
    long bad = failed.get();
    return "%d lines were imported and %d failed%s"
        .formatted(done.get(), bad, bad > 0 ? "; see " + TransferRequest.ERRORS_NAME : "");
  }

  /** How many lines failed. */
  long failures() {
    return failed.get();
  }
}
