package io.twinhub.local.engine.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;

/**
 * The process that a hub's file belongs to, noted in the file itself. The lock of the data folder tells who
 * uses it now, but the lock file can be removed while the hub runs, and two hubs on one file would undo
 * each other's writes.
 *
 * @param pid the id of the process
 * @param startMillis when it began, in milliseconds since 1970, since process ids are reused
 */
record Owner(long pid, long startMillis) {
  private static final String PID = "owner_pid";
  private static final String START = "owner_start_millis";

  /** This process. */
  static Owner self() {
    return of(ProcessHandle.current());
  }

  private static Owner of(ProcessHandle process) {
    return new Owner(
        process.pid(), process.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
  }

  /** The owner that a file names, if it is another process and still runs. */
  static Optional<Owner> other(Connection connection) throws SQLException {
    Owner noted = new Owner(number(connection, PID), number(connection, START));
    return ProcessHandle.of(noted.pid())
        .filter(ProcessHandle::isAlive)
        .map(Owner::of)
        .filter(noted::equals)
        .filter(running -> !running.equals(self()));
  }

  private static long number(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT value FROM hub WHERE name = ?1")) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getLong(1) : 0;
      }
    }
  }

  /** Notes this owner in the file. */
  void write(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO hub (name, value) VALUES ('%s', %d), ('%s', %d) ON CONFLICT (name)"
                  .formatted(PID, pid, START, startMillis)
              + " DO UPDATE SET value = excluded.value");
    }
  }
}
