package io.twinhub.local.engine.journal;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in a SQLite file (ADR-0009), which can be read with the {@code sqlite3} program even while the
 * hub runs: {@code SELECT device_id, json_extract(reported, '$.battery') FROM twins}.
 */
public final class SqliteJournal implements Journal {
  /** The file's name in a data folder. */
  public static final String FILE_NAME = "twins.db";

  private static final Logger LOG = LoggerFactory.getLogger(SqliteJournal.class);

  private final Path path;
  private final SqliteFile file;
  private final Connection connection;

  private SqliteBatch batch;

  private SqliteJournal(Path path, SqliteFile file, Connection connection) throws SQLException {
    this.path = path;
    this.file = file;
    this.connection = connection;
    this.batch = new SqliteBatch(connection, readLastGeneration());
  }

  /**
   * Opens the journal in {@code path}, which is created if it does not exist. Its folder must exist.
   *
   * @throws IllegalStateException in words for the user, if the file is damaged, of a newer schema, from
   *     another program or not writable; it is left untouched then
   */
  public static SqliteJournal open(Path path) {
    SqliteFile file = new SqliteFile(path);
    return over(path, file, file.open());
  }

  /**
   * The process that last opened the journal in {@code path}, if it is another and still runs. It may have
   * closed the journal since then, so this counts only where nothing better is known.
   */
  public static Optional<Long> otherOwner(Path path) {
    return Files.exists(path)
        ? new SqliteFile(path).otherOwner().map(Owner::pid)
        : Optional.empty();
  }

  /**
   * Opens a snapshot for loading; it cannot be written.
   *
   * @throws IllegalStateException in words for the user, if it cannot be read
   */
  static SqliteJournal ofSnapshot(Path path) {
    SqliteFile file = SqliteFile.snapshot(path);
    return over(path, file, file.read());
  }

  private static SqliteJournal over(Path path, SqliteFile file, Connection connection) {
    try {
      return new SqliteJournal(path, file, connection);
    } catch (SQLException failure) {
      closeQuietly(connection);
      throw file.damaged(failure);
    }
  }

  private long readLastGeneration() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT value FROM hub WHERE name = 'last_generation'")) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  @Override
  public void put(JournalRow row) {
    batch.put(row);
  }

  @Override
  public void remove(TwinAddress address) {
    batch.remove(address);
  }

  @Override
  public void putMessage(MessageRow row) {
    batch.putMessage(row);
  }

  @Override
  public void removeMessage(long sequence) {
    batch.removeMessage(sequence);
  }

  @Override
  public void removeMessages(String queue, long from, long to) {
    batch.removeMessages(queue, from, to);
  }

  @Override
  public void removeMessages() {
    batch.removeMessages();
  }

  @Override
  public void putFleet(FleetRow row) {
    batch.putFleet(row);
  }

  @Override
  public void removeFleet(String kind, String id) {
    batch.removeFleet(kind, id);
  }

  @Override
  public void commit() throws IOException {
    batch.commit();
  }

  @Override
  public CompletableFuture<Void> commitLater() {
    return batch.commitLater();
  }

  @Override
  public Optional<SnapshotFolder> snapshots() {
    return Optional.of(new SnapshotFolder(path, this));
  }

  /** Copies what was committed until now to {@code target}, with twins only, while commits go on. */
  void copyTo(Path target) throws SQLException {
    try (Connection reading = file.beside();
        PreparedStatement statement = reading.prepareStatement("VACUUM INTO ?1")) {
      statement.setString(1, target.toString());
      statement.execute();
    }
    try (Connection copy = new SqliteFile(target).beside();
        Statement statement = copy.createStatement()) {
      statement.execute(
          "PRAGMA secure_delete = ON"); // deleted messages must not remain in its free pages
      statement.execute("DELETE FROM messages");
      statement.execute("DELETE FROM fleet");
    }
  }

  /**
   * Replaces everything with what a snapshot holds, durably; to be called between two batches.
   *
   * @throws IOException if that failed; nothing has changed then
   */
  void replaceBy(Path snapshot) throws IOException {
    try {
      Overwriting.by(snapshot, connection);
      batch.close();
      batch = new SqliteBatch(connection, readLastGeneration());
    } catch (SQLException failure) {
      throw Overwriting.takenBack(failure, connection);
    }
  }

  @Override
  public void rollBack() {
    batch.rollBack();
  }

  @Override
  public <R> long load(BiFunction<TwinAddress, byte[], R> parser, Consumer<R> consumer) {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT address, document FROM registrations")) {
      try (Parsing<R> parsing =
          new Parsing<>((address, document) -> parsed(parser, address, document), consumer)) {
        while (row.next()) {
          parsing.add(row.getString(1), row.getBytes(2));
        }
        parsing.finish();
      }
    } catch (SQLException failure) {
      throw file.damaged(failure);
    }
    return batch.lastGeneration();
  }

  @Override
  public void loadMessages(Consumer<MessageRow> consumer) {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(
            "SELECT sequence, queue, document FROM messages ORDER BY sequence")) {
      while (row.next()) {
        long sequence = row.getLong(1);
        loaded(
            "message %d".formatted(sequence),
            new MessageRow(sequence, row.getString(2), Bytes.of(row.getBytes(3))),
            consumer);
      }
    } catch (SQLException failure) {
      throw file.damaged(failure);
    }
  }

  @Override
  public void loadFleet(Consumer<FleetRow> consumer) {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT kind, id, document FROM fleet ORDER BY kind, id")) {
      while (row.next()) {
        FleetRow next = new FleetRow(row.getString(1), row.getString(2), Bytes.of(row.getBytes(3)));
        loaded("%s %s".formatted(next.kind(), next.id()), next, consumer);
      }
    } catch (SQLException failure) {
      throw file.damaged(failure);
    }
  }

  private <R> void loaded(String name, R row, Consumer<R> consumer) {
    try {
      consumer.accept(row);
    } catch (RuntimeException mistake) {
      throw file.damaged("%s: %s".formatted(name, mistake.getMessage()), mistake);
    }
  }

  private <R> R parsed(BiFunction<TwinAddress, byte[], R> parser, String address, byte[] document) {
    try {
      int slash = address.indexOf('/');
      TwinAddress whose = slash < 0
          ? TwinAddress.device(address)
          : TwinAddress.module(address.substring(0, slash), address.substring(slash + 1));
      return parser.apply(whose, document);
    } catch (RuntimeException mistake) {
      throw file.damaged("twin %s: %s".formatted(address, mistake.getMessage()), mistake);
    }
  }

  /** The connection, for tests of failures. */
  Connection connection() {
    return connection;
  }

  @Override
  public void close() {
    batch.close();
    closeQuietly(connection);
  }

  private static void closeQuietly(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.warn("the file of twins could not be closed", e);
    }
  }
}
