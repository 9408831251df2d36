package io.twinhub.local.engine.journal;

import io.twinhub.local.files.FullDisk;
import java.nio.file.Path;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A disk that is full, as SQLite and the system tell of it. */
final class NoRoom {
  private NoRoom() {}

  /** Whether {@code failure}, of work on {@code path}, says so. */
  static boolean on(Path path, Exception failure) {
    if (failure instanceof SQLiteException sqlite) {
      // The file that SQLite shares with its other readers only grows, so that nothing but room can
      // lack.
      return sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL
          || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE;
    }
    return FullDisk.explains(failure, path);
  }

  /** Why a hub does not start on {@code file}. */
  static IllegalStateException startProblem(Path file, Exception failure) {
    String reason = StoreWords.of(failure);
    return new IllegalStateException(FullDisk.startProblem(file, reason), failure);
  }
}
