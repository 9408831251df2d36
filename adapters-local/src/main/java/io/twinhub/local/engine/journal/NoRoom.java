package io.twinhub.local.engine.journal;

import io.twinhub.local.files.FullDisk;
import java.nio.file.Path;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Recognises a full disk in the errors of SQLite and of the system. */
final class NoRoom {
  private NoRoom() {}

  /** Whether {@code failure}, of work on {@code path}, means that the disk is full. */
  static boolean on(Path path, Exception failure) {
    if (failure instanceof SQLiteException sqlite) {
      // The file that SQLite shares with other readers only grows, so this error always means a
      // full disk.
      return sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL
          || sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE;
    }
    return FullDisk.explains(failure, path);
  }

  /** The reason why a hub does not start on {@code file}. */
  static IllegalStateException startProblem(Path file, Exception failure) {
    String reason = StoreWords.of(failure);
    return new IllegalStateException(FullDisk.startProblem(file, reason), failure);
  }
}
