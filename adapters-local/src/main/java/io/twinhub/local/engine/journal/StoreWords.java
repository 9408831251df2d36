package io.twinhub.local.engine.journal;

import io.twinhub.local.files.FileWords;
import java.sql.SQLException;
import java.util.Map;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Describes failures of a hub's file in words for its user; SQLite's own messages are for programmers. */
final class StoreWords {
  /** The lowest byte of a SQLite error code is its kind; the bytes above are details. */
  private static final int KIND = 0xff;

  private static final Map<Integer, String> BY_KIND = Map.of(
      SQLiteErrorCode.SQLITE_FULL.code, "the disk is full",
      SQLiteErrorCode.SQLITE_IOERR.code, "the disk fails to read or write",
      SQLiteErrorCode.SQLITE_READONLY.code, "the file may not be written",
      SQLiteErrorCode.SQLITE_PERM.code, "the file may not be opened",
      SQLiteErrorCode.SQLITE_CANTOPEN.code, "the file cannot be opened",
      SQLiteErrorCode.SQLITE_BUSY.code, "another program uses the file",
      SQLiteErrorCode.SQLITE_LOCKED.code, "another program uses the file",
      SQLiteErrorCode.SQLITE_NOTADB.code, "it is not the file of a hub",
      SQLiteErrorCode.SQLITE_CORRUPT.code, "the file is damaged",
      SQLiteErrorCode.SQLITE_NOMEM.code, "there is not enough memory");

  private StoreWords() {}

  /** Describes {@code failure}. */
  static String of(Exception failure) {
    if (failure instanceof SQLiteException sqlite) {
      if (sqlite.getResultCode() == SQLiteErrorCode.SQLITE_IOERR_FSYNC) {
        return "the disk does not confirm what was written";
      }
      int kind = sqlite.getResultCode().code & KIND;
      return BY_KIND.getOrDefault(kind, "the file cannot be used, error " + sqlite.getErrorCode());
    }
    return failure instanceof SQLException ? "the file is damaged" : FileWords.of(failure);
  }
}
