package io.twinhub.local.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.json.LibraryNames;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Every error that SQLite and the file system have, in words of ours. */
class StoreWordsTest {
  private static String words(SQLiteErrorCode code) {
    return StoreWords.of(new SQLiteException("[" + code + "] text of the library", code));
  }

  @ParameterizedTest
  @EnumSource(SQLiteErrorCode.class)
  void no_error_is_told_in_the_words_of_the_library(SQLiteErrorCode code) {
    assertThat(words(code)).isNotBlank().doesNotContain("text of the library");
    LibraryNames.assertNoneIn(words(code));
  }

  @ParameterizedTest
  @CsvSource({
    "SQLITE_FULL, the disk is full",
    "SQLITE_IOERR_FSYNC, the disk does not confirm what was written",
    "SQLITE_IOERR_WRITE, the disk fails to read or write",
    "SQLITE_READONLY_DBMOVED, the file may not be written",
    "SQLITE_NOTADB, it is not the file of a hub",
    "SQLITE_CORRUPT_VTAB, the file is damaged",
    "SQLITE_BUSY_SNAPSHOT, another program uses the file",
    "SQLITE_MISUSE, 'the file cannot be used, error 21'"
  })
  void kinds_of_errors_have_their_words(SQLiteErrorCode code, String words) {
    assertThat(words(code)).isEqualTo(words);
  }

  private static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new SQLException("column 7 out of bounds [1,5]"), "the file is damaged"),
        Arguments.of(new NoSuchFileException("/x"), "there is no such file or folder"),
        Arguments.of(new AccessDeniedException("/x"), "permission denied"),
        Arguments.of(new NotDirectoryException("/x"), "it is not a folder"),
        Arguments.of(new FileAlreadyExistsException("/x"), "a file of this name already exists"),
        Arguments.of(new FileSystemException("/x", null, "Too many links"), "Too many links"),
        Arguments.of(new FileSystemException("/x"), "it cannot be read or written"),
        Arguments.of(new IOException("Stale file handle"), "Stale file handle"),
        Arguments.of(new IOException(), "it cannot be read or written"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void other_failures_have_their_words_too(Exception failure, String words) {
    assertThat(StoreWords.of(failure)).isEqualTo(words);
  }
}
