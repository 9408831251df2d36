package io.twinhub.local.engine.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Overwrites a hub's file: all of it, or what a failed commit left (ADR-0036). */
final class Overwriting {
  private static final Logger LOG = LoggerFactory.getLogger(Overwriting.class);

  private Overwriting() {}

  /**
   * Replaces everything with what {@code snapshot} holds, in one transaction. Rows that are the same are
   * only read. The last generation never decreases. Messages are deleted, since snapshots have none
   * (ADR-0051).
   *
   * @throws SQLException if that failed; nothing has changed then
   */
  static void by(Path snapshot, Connection connection) throws SQLException {
    try (PreparedStatement attach = connection.prepareStatement("ATTACH ?1 AS snapshot")) {
      attach.setString(1, snapshot.toAbsolutePath().toString());
      attach.execute();
    }
    try {
      replace(connection);
    } finally {
      try (Statement detach = connection.createStatement()) {
        detach.execute("DETACH snapshot");
      }
    }
  }

  private static void replace(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      try {
        statement.execute("""
            DELETE FROM main.registrations WHERE NOT EXISTS (
              SELECT 1 FROM snapshot.registrations AS kept
              WHERE kept.address = main.registrations.address
                AND kept.document = main.registrations.document)""");
        statement.execute("""
            INSERT OR IGNORE INTO main.registrations (address, document)
            SELECT address, document FROM snapshot.registrations""");
        statement.execute("DELETE FROM main.messages");
        statement.execute("""
            INSERT INTO main.hub (name, value)
            SELECT name, value FROM snapshot.hub WHERE name = 'last_generation'
            ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)""");
        statement.execute("COMMIT");
      } catch (SQLException failure) {
        rollBack(connection);
        throw failure;
      }
    }
  }

  private static void rollBack(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ROLLBACK");
    } catch (SQLException e) {
      LOG.debug("SQLite has rolled back by itself", e);
    }
  }

  /** Takes back a failed commit, which must not be visible after a restart, and returns its failure. */
  static IOException takenBack(Exception failure, Connection connection) {
    String doubt = failedCommit(connection) || !isDoubtful(failure)
        ? ""
        : ", nor take back what it wrote: the next start may show it";
    return new IOException(StoreWords.of(failure) + doubt, failure);
  }

  /**
   * Takes back what a failed commit may have left in the log. If its last step failed, the sync, all of it
   * is in the log, and the next start would take it for committed although its clients were refused.
   * Another commit overwrites the same place in the log, and whatever remains after it is then invalid.
   *
   * <p>When a log begins anew, SQLite syncs its header before it writes anything else, so while syncs keep
   * failing, nothing is overwritten. The commit is then repeated without syncs: it need not reach the disk
   * any more than the next commit does, see the decision.
   *
   * @return whether the failed commit was taken back
   */
  private static boolean failedCommit(Connection connection) {
    return isCounted(connection) || isCountedUnsynced(connection);
  }

  private static boolean isCountedUnsynced(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA synchronous = OFF");
      try {
        return isCounted(connection);
      } finally {
        statement.execute("PRAGMA synchronous = FULL");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("SQLite does not take its settings", e);
    }
  }

  private static boolean isCounted(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO hub (name, value) VALUES ('commits_taken_back', 1)"
          + " ON CONFLICT (name) DO UPDATE SET value = value + 1");
      return true;
    } catch (SQLException stillFailing) {
      LOG.debug("the store still fails", stillFailing);
      return false;
    }
  }

  /** Whether everything was written before the failure. */
  private static boolean isDoubtful(Exception failure) {
    return failure instanceof SQLiteException sqlite
        && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_FSYNC;
  }
}
