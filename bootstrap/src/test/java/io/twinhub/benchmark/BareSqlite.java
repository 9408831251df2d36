package io.twinhub.benchmark;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The rival of durable writes: SQLite with the hub's settings and one thread that commits in groups, but
 * no twins, no merge and no JSON. Documents are ready-made texts.
 */
final class BareSqlite implements AutoCloseable {
  private static final int BATCH_MAX = 256;

  private final BlockingQueue<Put> queue = new LinkedBlockingQueue<>();
  private final Connection connection;
  private final Thread thread = new Thread(this::run, "bare-sqlite");

  /** One document and whoever waits for it. */
  private record Put(String key, String document, CompletableFuture<Integer> answer) {}

  BareSqlite(Path file) throws SQLException {
    this.connection =
        DriverManager.getConnection("jdbc:sqlite:" + file + "?jdbc.get_generated_keys=false");
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA page_size = 8192");
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute("PRAGMA wal_autocheckpoint = 8000");
      statement.execute("CREATE TABLE twins (id TEXT PRIMARY KEY, document BLOB)");
    }
    connection.setAutoCommit(false);
    thread.setDaemon(true);
    thread.start();
  }

  /** Puts a document; returns when it is on disk. */
  int put(String key, String document) {
    Put put = new Put(key, document, new CompletableFuture<>());
    queue.add(put);
    return put.answer().join();
  }

  private void run() {
    List<Put> batch = new ArrayList<>();
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO twins (id, document) VALUES (?, ?)"
            + " ON CONFLICT (id) DO UPDATE SET document = excluded.document")) {
      while (true) {
        batch.add(queue.take());
        queue.drainTo(batch, BATCH_MAX - 1);
        for (Put put : batch) {
          insert.setString(1, put.key());
          insert.setBytes(2, put.document().getBytes(StandardCharsets.UTF_8));
          insert.executeUpdate();
        }
        connection.commit();
        batch.forEach(put -> put.answer().complete(put.document().length()));
        batch.clear();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws SQLException {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    connection.close();
  }
}
