package io.twinhub.local.engine.journal;

import io.twinhub.domain.identity.TwinAddress;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gathers rows and writes them in SQLite transactions, one after the other. */
final class SqliteBatch implements AutoCloseable {
  /*
   * A second thread writes the rows while more are gathered, and commits while the next batches are
   * gathered: a commit waits for the disk, which is most of the time of a write. So documents are made by
   * the gathering thread. Batches that arrive at the second thread while it is busy become one transaction.
   * A batch of few rows, with nothing under way, is written by the thread that commits it, which saves two
   * context switches.
   *
   * SQLite is used by one thread at a time: by the second one, or by the first when the second has nothing
   * left to do. After a failure everything fails without being tried until it is rolled back, because it
   * was built on what is not there.
   */

  /** How many rows are handed over at once: enough to be worth a context switch. */
  private static final int CHUNK_ROWS = 16;

  /**
   * Beyond this many rows no later commit joins a transaction, since the first one would have to wait for
   * it.
   */
  private static final int TRANSACTION_ROWS_MAX = 256;

  /** How long closing waits for rows that are being written. */
  private static final int CLOSE_SECONDS_MAX = 30;

  private static final Logger LOG = LoggerFactory.getLogger(SqliteBatch.class);

  private final Connection connection;
  private final ExecutorService second = Executors.newSingleThreadExecutor(task -> {
    Thread thread = new Thread(task, "twinhub-journal");
    thread.setDaemon(true);
    return thread;
  });

  // Used by the gathering thread.
  private List<Row> rows = new ArrayList<>(CHUNK_ROWS);
  private boolean chunked;
  private Future<?> last = CompletableFuture.completedFuture(null);
  private long generation;

  // Used by the thread that uses SQLite.
  /** Made again after a failure. */
  private Optional<BatchStatements> statements = Optional.empty();

  private boolean begun;

  /** How many rows of the present transaction are written. */
  private int written;

  /** The commits that wait for the end of the transaction. */
  private final List<CompletableFuture<Void>> together = new ArrayList<>();

  private Optional<IOException> failed = Optional.empty();

  private volatile long lastGeneration;

  /** How many commits the second thread has not reached yet. */
  private final AtomicInteger asked = new AtomicInteger();

  /** The write of one row, some time before the commit. */
  @FunctionalInterface
  private interface Row {
    void write(BatchStatements statements) throws SQLException;
  }

  /**
   * Batches for {@code connection}.
   *
   * @param lastGeneration the highest generation that the file knows of
   */
  SqliteBatch(Connection connection, long lastGeneration) {
    this.connection = connection;
    this.lastGeneration = lastGeneration;
    this.generation = lastGeneration;
  }

  /** The highest generation that was committed. */
  long lastGeneration() {
    return lastGeneration;
  }

  void put(JournalRow row) {
    generation = Math.max(generation, row.generation());
    byte[] document = row.document().get();
    add(statements -> statements.put(row.address(), document));
  }

  void remove(TwinAddress address) {
    add(statements -> statements.remove(address));
  }

  void putMessage(MessageRow row) {
    add(statements -> statements.putMessage(row));
  }

  void removeMessage(long sequence) {
    add(statements -> statements.removeMessage(sequence));
  }

  void removeMessages(String queue, long from, long to) {
    add(statements -> statements.removeMessages(queue, from, to));
  }

  void removeMessages() {
    add(BatchStatements::removeMessages);
  }

  void putFleet(FleetRow row) {
    add(statements -> statements.putFleet(row));
  }

  void removeFleet(String kind, String id) {
    add(statements -> statements.removeFleet(kind, id));
  }

  private void add(Row row) {
    rows.add(row);
    if (rows.size() == CHUNK_ROWS) {
      List<Row> chunk = takeRows();
      chunked = true;
      last = second.submit(() -> attempt(() -> write(chunk)));
    }
  }

  private List<Row> takeRows() {
    List<Row> taken = rows;
    rows = new ArrayList<>(CHUNK_ROWS);
    return taken;
  }

  /**
   * Commits what was gathered since the last commit.
   *
   * @throws IOException if that failed; nothing of it is kept then
   */
  void commit() throws IOException {
    if (rows.isEmpty() && !chunked) {
      return;
    }
    settle(last);
    List<Row> taken = takeRows();
    attempt(() -> write(taken));
    attempt(() -> finish(generation));
    Optional<IOException> failure = failed;
    if (failure.isPresent()) {
      rollBack();
      throw failure.get();
    }
    chunked = false;
  }

  /** Commits what was gathered while more is gathered; see {@link Journal#commitLater}. */
  CompletableFuture<Void> commitLater() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    if (rows.isEmpty() && !chunked) {
      done.complete(null);
      return done;
    }
    chunked = false;
    List<Row> taken = takeRows();
    long reached = generation;
    asked.incrementAndGet();
    last = second.submit(() -> commitTogether(taken, reached, done));
    return done;
  }

  /**
   * Leaves the commit to a later one if another was asked for meanwhile: one commit for all costs no more.
   */
  private void commitTogether(List<Row> chunk, long reached, CompletableFuture<Void> done) {
    attempt(() -> write(chunk));
    together.add(done);
    boolean more = asked.decrementAndGet() > 0;
    if (more && written < TRANSACTION_ROWS_MAX) {
      return;
    }
    attempt(() -> finish(reached));
    for (CompletableFuture<Void> one : together) {
      failed.ifPresentOrElse(one::completeExceptionally, () -> one.complete(null));
    }
    together.clear();
  }

  /** Forgets what was gathered since the last successful commit. */
  void rollBack() {
    takeRows();
    chunked = false;
    settle(last);
    if (begun) {
      startOver();
    }
    failed = Optional.empty();
    generation = lastGeneration;
  }

  /** Waits for the second thread even if interrupted, since half a batch is of no use. */
  private static void settle(Future<?> task) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          task.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException mistake) {
      throw new IllegalStateException(mistake.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** A step of writing. */
  private interface Step {
    void run() throws SQLException;
  }

  private void attempt(Step step) {
    if (failed.isPresent()) {
      return;
    }
    try {
      step.run();
    } catch (SQLException | RuntimeException failure) {
      if (begun) {
        startOver();
      }
      failed = Optional.of(Overwriting.takenBack(failure, connection));
    }
  }

  private void finish(long reached) throws SQLException {
    if (reached > lastGeneration) {
      statements().noteLastGeneration(reached);
    }
    statements().commit();
    begun = false;
    written = 0;
    lastGeneration = Math.max(lastGeneration, reached);
  }

  private void write(List<Row> chunk) throws SQLException {
    BatchStatements batching = statements();
    if (!begun) {
      begun = true;
      batching.begin();
    }
    written += chunk.size();
    for (Row row : chunk) {
      row.write(batching);
    }
    batching.write();
  }

  private BatchStatements statements() throws SQLException {
    BatchStatements ready =
        statements.isPresent() ? statements.get() : new BatchStatements(connection);
    statements = Optional.of(ready);
    return ready;
  }

  /** Rolls back the transaction, unless SQLite did so by itself, and drops its statements. */
  private void startOver() {
    begun = false;
    written = 0;
    try (Statement statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      LOG.debug("nothing to roll back", e);
    }
    try {
      if (statements.isPresent()) {
        statements.get().close();
      }
    } catch (SQLException e) {
      LOG.debug("statements of a failed batch", e);
    }
    statements = Optional.empty();
  }

  @Override
  public void close() {
    second.shutdown();
    try {
      if (!second.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS)) {
        LOG.warn("the journal's thread still writes");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
