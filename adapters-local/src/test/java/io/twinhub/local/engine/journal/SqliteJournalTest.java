package io.twinhub.local.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.identity.TwinAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The journal in a SQLite file. */
class SqliteJournalTest extends JournalContract {
  @TempDir
  private Path folder;

  private Optional<SqliteJournal> open = Optional.empty();

  @AfterEach
  void close() {
    open.ifPresent(SqliteJournal::close);
  }

  @Override
  SqliteJournal reopened() {
    close();
    SqliteJournal journal = SqliteJournal.open(folder.resolve(SqliteJournal.FILE_NAME));
    open = Optional.of(journal);
    return journal;
  }

  private static List<String> settings(SqliteJournal journal) throws SQLException {
    List<String> values = new ArrayList<>();
    for (String pragma :
        List.of("journal_mode", "synchronous", "page_size", "wal_autocheckpoint", "user_version")) {
      try (Statement statement = journal.connection().createStatement();
          ResultSet row = statement.executeQuery("PRAGMA " + pragma)) {
        values.add(pragma + "=" + row.getString(1));
      }
    }
    return values;
  }

  @Test
  void its_settings_are_those_of_the_decision_at_each_start() throws SQLException {
    String[] decided = {
      "journal_mode=wal",
      "synchronous=2",
      "page_size=8192",
      "wal_autocheckpoint=8000",
      "user_version=1"
    };
    assertThat(settings(reopened())).containsExactly(decided);
    assertThat(settings(reopened())).containsExactly(decided);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void keys_are_secrets_so_only_the_owner_reads_the_files() throws IOException {
    Files.createFile(folder.resolve("twins.db"));
    Files.setPosixFilePermissions(
        folder.resolve("twins.db"), PosixFilePermissions.fromString("rw-r--r--"));
    StoredTwin twin = new RandomTwins(new SplittableRandom(1)).at(TwinAddress.device("a"));
    new JournalBatch(List.of(twin), List.of()).commitTo(reopened());
    for (String name : List.of("twins.db", "twins.db-wal", "twins.db-shm")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
          .as(name)
          .isEqualTo("rw-------");
    }
  }
}
