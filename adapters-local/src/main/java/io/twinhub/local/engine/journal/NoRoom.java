package io.twinhub.local.engine.journal;

import java.nio.file.Path;
import java.util.Locale;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A disk that is full, as SQLite and the system tell of it. */
final class NoRoom {
  private NoRoom() {}

  /** Whether {@code failure} says so. */
  static boolean on(Exception failure) {
    if (failure instanceof SQLiteException sqlite) {
      // The file that SQLite shares with its other readers only grows, so that nothing but room can
      // lack.
      return sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL
          || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE;
    }
    String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("no space left") || text.contains("quota exceeded");
  }

  /** Why a hub does not start on {@code file}. */
  static IllegalStateException startProblem(Path file, Exception failure) {
    return new IllegalStateException(
        ("there is no room left on the disk of %s (%s). Nothing was lost. Make room, choose another folder"
                + " with --data, or start with --in-memory")
            .formatted(file, failure.getMessage()),
        failure);
  }
}
