package io.twinhub.local.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.engine.compact.RandomTwins;
import io.twinhub.local.engine.compact.StoredTwin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that a hub cannot go on with: each says why, and stays as it is. */
class SqliteFileTest {
  private static final int TWINS = 200;
  private static final int PAGE_BYTES = 8192;

  @TempDir
  private Path folder;

  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("twins.db");
  }

  private static List<StoredTwin> twins(int count) {
    RandomTwins random = new RandomTwins(new SplittableRandom(7));
    return IntStream.range(0, count)
        .mapToObj(i -> random.at(TwinAddress.device("d" + i)))
        .toList();
  }

  private void written() throws IOException {
    try (SqliteJournal journal = SqliteJournal.open(file)) {
      JournalBatch.of(twins(TWINS), List.of()).commitTo(journal);
    }
  }

  private void sql(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private void refused(String message) throws IOException {
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() -> SqliteJournal.open(file).close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(message.replace("FILE", file.toString()));
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void a_file_of_something_else_is_refused() throws IOException {
    Files.writeString(file, "these are my holiday notes, please keep them".repeat(100));
    refused(
        "FILE cannot be read (it is not the file of a hub). Nothing was changed. Restore a copy, save what is left with 'sqlite3 FILE"
            + " .recover', or choose another folder with --data");
  }

  @Test
  void a_file_tells_which_process_opened_it_while_that_runs() throws Exception {
    assertThat(SqliteJournal.otherOwner(file)).isEmpty();
    written();
    assertThat(SqliteJournal.otherOwner(file)).as("this process is no other").isEmpty();
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      sql(
          "UPDATE hub SET value = %d WHERE name = 'owner_pid'".formatted(other.pid()),
          "UPDATE hub SET value = %d WHERE name = 'owner_start_millis'"
              .formatted(other.info().startInstant().orElseThrow().toEpochMilli()));
      assertThat(SqliteJournal.otherOwner(file)).contains(other.pid());
      sql("UPDATE hub SET value = 1 WHERE name = 'owner_start_millis'");
      assertThat(SqliteJournal.otherOwner(file))
          .as("numbers of processes come again")
          .isEmpty();
    } finally {
      other.destroyForcibly().waitFor();
    }
    SqliteJournal.open(file).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-wal", "-shm"})
  void nothing_is_written_through_a_link(String part) throws IOException {
    Path notes = Files.writeString(folder.resolve("notes.txt"), "");
    Path link = Files.createSymbolicLink(folder.resolve("twins.db" + part), notes);
    assertThatThrownBy(() -> SqliteJournal.open(file).close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(link
            + " is a symbolic link, and a hub does not write through links; put the file itself"
            + " there, or name the folder that holds it with --data");
    assertThat(notes).isEmptyFile();
  }

  @Test
  void a_damaged_page_is_found_before_anything_is_written() throws IOException {
    written();
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, 10 * PAGE_BYTES, 11 * PAGE_BYTES, (byte) 0x5a);
    Files.write(file, bytes);
    refused(
        "FILE cannot be read (the file is damaged). Nothing was changed. Restore a copy, save what is left with 'sqlite3 FILE"
            + " .recover', or choose another folder with --data");
  }

  @Test
  void a_twin_that_is_no_document_is_named() throws IOException, SQLException {
    written();
    sql(
        "UPDATE registrations SET document = CAST('{\"identity\":{}}' AS BLOB) WHERE address = 'd7'");
    try (SqliteJournal journal = SqliteJournal.open(file)) {
      List<TwinAddress> loaded = new ArrayList<>();
      assertThatThrownBy(() -> Documents.load(journal, twin -> loaded.add(twin.address())))
          .hasMessage(
              "%s cannot be read (twin d7: 'generationId' is missing or of another type). Nothing"
                      .formatted(file)
                  + " was changed. Restore a copy, save what is left with 'sqlite3 %s .recover', or choose"
                      .formatted(file)
                  + " another folder with --data");
    }
  }

  @Test
  void a_newer_schema_is_refused() throws IOException, SQLException {
    written();
    sql("PRAGMA user_version = 9");
    refused(
        "FILE was written by a newer Twinhub (schema 9, this one knows 5); start the newer one, or"
            + " choose another folder with --data");
  }

  private static Schema newer(String... steps) {
    List<List<String>> all = new ArrayList<>(Schema.CURRENT.steps());
    all.add(List.of(steps));
    return new Schema(all);
  }

  @Test
  void an_older_schema_is_brought_forward_with_all_its_twins() throws IOException, SQLException {
    written();
    Schema newer =
        newer("CREATE TABLE more (x)", "INSERT INTO more SELECT address FROM registrations");
    new SqliteFile(file, newer, "").open().close();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeQuery("PRAGMA user_version").getInt(1))
          .isEqualTo(newer.version());
      assertThat(statement.executeQuery("SELECT count(*) FROM more").getInt(1)).isEqualTo(TWINS);
    }
    refused(
        "FILE was written by a newer Twinhub (schema 6, this one knows 5); start the newer one, or"
            + " choose another folder with --data");
  }

  @Test
  void a_step_that_fails_leaves_the_older_schema() throws IOException {
    written();
    Schema wrong = newer("CREATE TABLE more (x)", "DROP TABLE registrations", "nonsense");
    assertThatThrownBy(() -> new SqliteFile(file, wrong, "").open().close())
        .hasMessageContaining("(the file cannot be used, error 1)");
    try (SqliteJournal journal = SqliteJournal.open(file)) {
      AtomicInteger count = new AtomicInteger();
      Documents.load(journal, twin -> count.incrementAndGet());
      assertThat(count).hasValue(TWINS);
    }
  }

  @Test
  void the_database_of_another_program_is_refused() throws IOException, SQLException {
    sql("CREATE TABLE notes (text TEXT)");
    refused("FILE is a SQLite file of another program; choose another folder with --data");
  }

  @Test
  void a_file_that_a_killed_start_left_without_tables_is_completed()
      throws IOException, SQLException {
    sql("PRAGMA page_size = 8192", "PRAGMA journal_mode = WAL");
    written();
    try (SqliteJournal journal = SqliteJournal.open(file)) {
      AtomicInteger count = new AtomicInteger();
      Documents.load(journal, twin -> count.incrementAndGet());
      assertThat(count).hasValue(TWINS);
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void a_folder_that_may_not_be_written_is_refused() throws IOException {
    written();
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeFalse(Files.isWritable(folder), "root may write everywhere");
    refused("FILE may not be written, but a hub keeps its twins there; give this user the right to,"
        + " choose another folder with --data, or start with --in-memory");
  }

  @Test
  void a_folder_that_is_not_there_is_refused() {
    Path nowhere = folder.resolve("nowhere").resolve("twins.db");
    assertThatThrownBy(() -> SqliteJournal.open(nowhere).close())
        .hasMessage(
            nowhere + " may not be written, but a hub keeps its twins there; give this user the"
                + " right to, choose another folder with --data, or start with --in-memory");
  }

  @Test
  void a_full_disk_keeps_nothing_of_a_batch_and_takes_the_next_when_there_is_room()
      throws IOException, SQLException {
    try (SqliteJournal journal = SqliteJournal.open(file);
        Statement limit = journal.connection().createStatement()) {
      List<StoredTwin> twins = twins(TWINS);
      JournalBatch.of(twins.subList(0, 1), List.of()).commitTo(journal);
      limit.execute("PRAGMA max_page_count = 12");
      for (int attempt = 0; attempt < 3; attempt++) {
        assertThatThrownBy(() -> JournalBatch.of(twins, List.of()).commitTo(journal))
            .isInstanceOf(IOException.class)
            .hasMessage("the disk is full");
      }
      List<StoredTwin> kept = new ArrayList<>();
      Documents.load(journal, kept::add);
      assertThat(kept).containsExactly(twins.get(0));
      limit.execute("PRAGMA max_page_count = 100000");
      JournalBatch.of(twins, List.of()).commitTo(journal);
      kept.clear();
      Documents.load(journal, kept::add);
      assertThat(kept).containsExactlyInAnyOrderElementsOf(twins);
    }
  }

  @Test
  void the_sqlite3_program_reads_twins_without_keys_while_the_hub_runs()
      throws IOException, InterruptedException {
    Sqlite3.assumeInstalled();
    try (SqliteJournal journal = SqliteJournal.open(file)) {
      StoredTwin twin = new RandomTwins(new SplittableRandom(11)).at(TwinAddress.module("d", "m"));
      JournalBatch.of(List.of(twin), List.of()).commitTo(journal);
      assertThat(Sqlite3.answer(
              file, "SELECT device_id, module_id, etag, version, json(tags) FROM twins"))
          .isEqualTo("d|m|%s|%s|%s"
              .formatted(
                  twin.twin().etag(), twin.twin().version(), twin.twin().tags().values()));
      assertThat(Sqlite3.answer(file, "SELECT authentication, status FROM identities"))
          .isEqualTo(twin.identity().authentication().type() + "|"
              + twin.identity().status().azureName());
      assertThat(Sqlite3.answer(file, "PRAGMA integrity_check")).isEqualTo("ok");
    }
  }

  @Test
  void no_view_shows_a_key() throws IOException, InterruptedException {
    Sqlite3.assumeInstalled();
    written();
    byte[] dump = Sqlite3.answer(
            file, "SELECT * FROM documents; SELECT * FROM twins; SELECT * FROM identities")
        .getBytes(StandardCharsets.UTF_8);
    assertThat(new String(dump, StandardCharsets.UTF_8))
        .contains("\"type\":\"sas\"")
        .doesNotContain("primaryKey", "secondaryKey");
  }
}
