package io.twinhub.local.engine.journal;

import io.twinhub.domain.identity.TwinAddress;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What will be one transaction of SQLite. A batch of few rows is written by whoever commits it. Of a
 * larger one the rows are written by a second thread while more are gathered, since SQLite works as long
 * on a row as the hub on a change; the commit waits for it.
 */
final class SqliteBatch implements AutoCloseable {
  /** How many rows are handed over at once: enough to be worth the change of threads. */
  private static final int CHUNK_ROWS = 16;

  /** How long a close waits for rows that are being written. */
  private static final int CLOSE_SECONDS_MAX = 30;

  private static final Logger LOG = LoggerFactory.getLogger(SqliteBatch.class);

  private final Connection connection;
  private final ExecutorService second = Executors.newSingleThreadExecutor(task -> {
    Thread thread = new Thread(task, "twinhub-journal");
    thread.setDaemon(true);
    return thread;
  });

  private List<Row> rows = new ArrayList<>(CHUNK_ROWS);
  private final List<Future<?>> handedOver = new ArrayList<>();

  /** Made anew after a failure. */
  private Optional<BatchStatements> statements = Optional.empty();

  private boolean begun;
  private long lastGeneration;
  private long generation;

  /** A row to put, or to remove if it has no twin. */
  private record Row(TwinAddress address, Optional<StoredTwin> twin) {}

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

  void put(StoredTwin twin) {
    generation = Math.max(generation, Generations.number(twin));
    add(new Row(twin.address(), Optional.of(twin)));
  }

  void remove(TwinAddress address) {
    add(new Row(address, Optional.empty()));
  }

  private void add(Row row) {
    rows.add(row);
    if (rows.size() == CHUNK_ROWS) {
      List<Row> chunk = rows;
      rows = new ArrayList<>(CHUNK_ROWS);
      handedOver.add(second.submit(() -> {
        write(chunk);
        return null;
      }));
    }
  }

  /**
   * Commits what was gathered since the last commit.
   *
   * @throws IOException if it could not; nothing of it is kept then
   */
  void commit() throws IOException {
    if (rows.isEmpty() && handedOver.isEmpty()) {
      return;
    }
    try {
      for (Future<?> chunk : handedOver) {
        settle(chunk);
      }
      write(rows);
      if (generation > lastGeneration) {
        statements().noteLastGeneration(generation);
      }
      statements().commit();
      lastGeneration = generation;
      beginAnew();
    } catch (SQLException | RuntimeException failure) {
      rollBack();
      throw new IOException(failure.getMessage(), failure);
    }
  }

  /** Forgets what was gathered since the last commit. */
  void rollBack() {
    for (Future<?> chunk : handedOver) {
      try {
        settle(chunk);
      } catch (SQLException | RuntimeException e) {
        LOG.debug("a row of a failed batch", e);
      }
    }
    if (begun) {
      startOver();
    }
    beginAnew();
  }

  private void beginAnew() {
    rows = new ArrayList<>(CHUNK_ROWS);
    handedOver.clear();
    generation = lastGeneration;
    begun = false;
  }

  /** Waits for the second thread, however often somebody asks to stop: half a batch helps nobody. */
  private static void settle(Future<?> chunk) throws SQLException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          chunk.get();
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof SQLException cause) {
        throw cause;
      }
      throw new IllegalStateException(failure.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Runs on one thread at a time: on the second, or on the one that commits and has waited for it. */
  private void write(List<Row> chunk) throws SQLException {
    BatchStatements batching = statements();
    if (!begun) {
      begun = true;
      batching.begin();
    }
    for (Row row : chunk) {
      if (row.twin().isPresent()) {
        batching.put(row.address(), TwinRecord.bytes(row.twin().get()));
      } else {
        batching.remove(row.address());
      }
    }
  }

  private BatchStatements statements() throws SQLException {
    BatchStatements ready =
        statements.isPresent() ? statements.get() : new BatchStatements(connection);
    statements = Optional.of(ready);
    return ready;
  }

  /** Ends the transaction, unless SQLite did so by itself, and forgets its statements. */
  private void startOver() {
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
