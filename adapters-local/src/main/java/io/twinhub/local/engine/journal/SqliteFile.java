package io.twinhub.local.engine.journal;

import io.twinhub.local.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.sqlite.SQLiteConfig;

/**
 * A hub's file, opened with care: a read-only connection checks it before a writing connection is made, so
 * that a file that is damaged, newer or from another program is left untouched.
 */
final class SqliteFile {
  /** A twin of 2 KB fits in one page; the fastest of the measured sizes (ADR-0009). */
  private static final int PAGE_BYTES = 8192;

  /** How many pages the write-ahead log holds before a checkpoint moves them into the file. */
  private static final int CHECKPOINT_PAGES = 8000;

  /** How long a commit waits while another program writes to the file. */
  private static final int BUSY_MILLIS_MAX = 5000;

  private final Path file;
  private final Schema schema;

  /** What else the user may do about an unusable file, in words. */
  private final String wayOut;

  SqliteFile(Path file) {
    this(file, Schema.CURRENT, "choose another folder with --data");
  }

  /** A file of another schema, for tests of migrations. */
  SqliteFile(Path file, Schema schema, String wayOut) {
    this.file = file;
    this.schema = schema;
    this.wayOut = wayOut;
  }

  /** A snapshot of such a file. */
  static SqliteFile snapshot(Path file) {
    return new SqliteFile(file, Schema.CURRENT, "use another snapshot");
  }

  /**
   * A writing connection to a file of the current schema.
   *
   * @throws IllegalStateException in words for the user, if no token can be had
   */
  Connection open() {
    requireWritable();
    NativeLibrary.require(folder());
    try {
      int version = Files.size(file) == 0 ? 0 : checkedVersion();
      Connection connection = connect(false);
      try {
        prepare(connection);
        schema.migrate(connection, version);
        Owner.self().write(connection);
        return connection;
      } catch (SQLException failure) {
        connection.close();
        throw failure;
      }
    } catch (SQLException failure) {
      throw NoRoom.on(file, failure) ? NoRoom.startProblem(file, failure) : damaged(failure);
    } catch (IOException failure) {
      throw new IllegalStateException(
          "cannot read %s: %s".formatted(file, StoreWords.of(failure)), failure);
    }
  }

  /** The process that last noted itself as the owner, if it is another and still runs; empty if unknown. */
  Optional<Owner> otherOwner() {
    NativeLibrary.require(folder());
    try (Connection reading = connect(true)) {
      return Owner.other(reading);
    } catch (SQLException unreadable) {
      return Optional.empty(); // opening the file will report it
    }
  }

  /**
   * A read-only connection to a file that is sound and has a schema that can be read without a migration.
   *
   * @throws IllegalStateException in words for the user, if it is not
   */
  Connection read() {
    NativeLibrary.require(folder());
    try {
      int version = Files.size(file) == 0 ? 0 : checkedVersion();
      if (version < Schema.READ_FROM) {
        throw damaged("schema %d; this Twinhub reads %d to %d"
            .formatted(version, Schema.READ_FROM, schema.version()));
      }
      return connect(true);
    } catch (SQLException failure) {
      throw damaged(failure);
    } catch (IOException failure) {
      throw new IllegalStateException(
          "cannot read %s: %s".formatted(file, StoreWords.of(failure)), failure);
    }
  }

  /** How many devices and modules the file holds; reads nothing else. */
  SnapshotFacts.Counts counts() throws SQLException {
    try (Connection reading = connect(true)) {
      int all = (int) number(reading, "SELECT count(*) FROM registrations");
      int modules =
          (int) number(reading, "SELECT count(*) FROM registrations WHERE instr(address, '/') > 0");
      return new SnapshotFacts.Counts(all - modules, modules);
    }
  }

  /** A connection besides the writing one, for separate work. */
  Connection beside() throws SQLException {
    return connect(false);
  }

  private Path folder() {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? Path.of(".") : parent;
  }

  /** The file holds keys, so it is readable only by its owner from the moment it exists. */
  private void requireWritable() {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    var ownerOnly = PosixFilePermissions.fromString("rw-------");
    for (String part : List.of("", "-wal", "-shm")) {
      OwnerOnly.requireNoLink(file.resolveSibling(file.getFileName() + part));
    }
    try {
      if (!Files.exists(file) && posix) {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(ownerOnly));
      } else if (!Files.exists(file)) {
        Files.createFile(file);
      }
      // SQLite writes its log beside the file, so the folder must be writable too.
      if (!Files.isWritable(file) || !Files.isWritable(folder())) {
        throw readOnly();
      }
      if (posix) {
        Files.setPosixFilePermissions(file, ownerOnly);
      }
    } catch (IOException e) {
      throw NoRoom.on(file, e)
          ? NoRoom.startProblem(file, e)
          : new IllegalStateException(readOnly().getMessage(), e);
    }
  }

  private IllegalStateException readOnly() {
    return new IllegalStateException(
        "%s may not be written, but a hub keeps its twins there; give this user the right to, choose"
                .formatted(file)
            + " another folder with --data, or start with --in-memory");
  }

  /** The schema version of the file, after checking that the file is sound and ours. */
  private int checkedVersion() throws SQLException {
    try (Connection reading = connect(true)) {
      int version = (int) number(reading, "PRAGMA user_version");
      boolean empty = number(reading, "SELECT count(*) FROM sqlite_master") == 0;
      if (empty && version == 0) {
        return 0;
      }
      if (number(reading, "PRAGMA application_id") != Schema.APPLICATION_ID) {
        throw new IllegalStateException(
            "%s is a SQLite file of another program; %s".formatted(file, wayOut));
      }
      if (version > schema.version()) {
        throw new IllegalStateException(
            "%s was written by a newer Twinhub (schema %d, this one knows %d); start the newer one, or %s"
                .formatted(file, version, schema.version(), wayOut));
      }
      // The check reports pages and trees, which do not help a user.
      if (!text(reading, "PRAGMA quick_check(1)").equals("ok")) {
        throw damaged("the file is damaged");
      }
      return version;
    }
  }

  /** The error for a file that SQLite cannot make sense of. */
  IllegalStateException damaged(SQLException failure) {
    return damaged(StoreWords.of(failure), failure);
  }

  private IllegalStateException damaged(String finding) {
    return damaged(finding, new SQLException(finding));
  }

  /** The error for a file that SQLite or the hub cannot make sense of. */
  IllegalStateException damaged(String finding, Exception cause) {
    return new IllegalStateException(
        ("%s cannot be read (%s). Nothing was changed. Restore a copy, save what is left with 'sqlite3 %s"
                + " .recover', or %s")
            .formatted(file, finding, file, wayOut),
        cause);
  }

  private Connection connect(boolean readOnly) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(readOnly);
    config.setBusyTimeout(BUSY_MILLIS_MAX);
    config.setGetGeneratedKeys(false); // otherwise the driver asks for the row id after each write
    return config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
  }

  private static void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA page_size = " + PAGE_BYTES);
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
    }
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getLong(1);
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.getString(1);
    }
  }
}
