package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.twinhub.local.engine.journal.SnapshotFacts;
import io.twinhub.local.engine.journal.Sqlite3;
import io.twinhub.local.engine.journal.SqliteJournal;
import io.twinhub.local.engine.rows.QueryLag;
import io.twinhub.local.engine.snapshot.HubContents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of a hub with a data folder: files that any SQLite program reads. */
class FileSnapshotsTest extends SnapshotsContract {
  private static final int PAGE_BYTES = 8192;

  @TempDir
  private Path folder;

  @Override
  HubFixture started(Optional<QueryLag> lag) {
    return new HubFixture(SqliteJournal.open(folder.resolve("twins.db")), lag);
  }

  private void restart() {
    close();
    start();
  }

  private Path file(String name) {
    return folder.resolve("snapshots").resolve(name + ".db");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("snapshots"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void sql(Path file, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void unreadable(String name, String reason) {
    String expected = reason.replace("FILE", file(name).toString());
    assertThatThrownBy(() -> snapshots().restore(name)).hasMessage(expected);
    assertThat(ids()).containsExactly("alpha", "beta");
  }

  @Test
  void a_restored_hub_starts_restored() {
    fixture().register(ALPHA);
    snapshots().create("one");
    fixture().register("beta");
    snapshots().restore("one");
    restart();
    assertThat(ids()).containsExactly("alpha");
    snapshots().create("two");
    fixture().register("gamma");
    restart();
    assertThat(ids()).containsExactly("alpha", "gamma");
    snapshots().restore("two");
    assertThat(ids()).containsExactly("alpha");
  }

  @Test
  void replaced_contents_are_kept() {
    fixture().register(ALPHA);
    fixture().register(SCANNER);
    HubContents contents = fixture().hub.contents();
    fixture().hub.replace(HubContents.empty());
    restart();
    assertThat(ids()).isEmpty();
    fixture().register("beta");
    fixture().hub.replace(contents);
    restart();
    assertThat(ids()).containsExactly("alpha");
    assertThat(fixture().hub.identities().modules(ALPHA.deviceId())).hasSize(1);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void keys_are_secrets_so_only_the_owner_reads_the_files() throws IOException {
    snapshots().create("one");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("one"))))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(
            Files.getPosixFilePermissions(folder.resolve("snapshots"))))
        .isEqualTo("rwx------");
    assertThat(files()).containsExactly("one.db");
  }

  @Test
  void the_sqlite3_program_reads_it_without_keys() throws IOException, InterruptedException {
    assumeTrue(Sqlite3.isInstalled(), "sqlite3 is not installed");
    fixture().register(ALPHA);
    fixture().patchDesired(ALPHA, "{'a':1}");
    snapshots().create("one");
    assertThat(Sqlite3.answer(file("one"), "SELECT device_id, desired FROM twins"))
        .isEqualTo("alpha|{\"a\":1}");
    assertThat(Sqlite3.answer(file("one"), "PRAGMA integrity_check")).isEqualTo("ok");
    assertThat(files()).containsExactly("one.db");
  }

  @Test
  void what_a_killed_hub_left_is_deleted_at_the_next_start_and_never_listed() throws IOException {
    snapshots().create("one");
    Files.writeString(file("one").resolveSibling(".draft-two"), "half");
    Files.writeString(file("one").resolveSibling(".draft-two-journal"), "half");
    assertThat(snapshots().list()).extracting(SnapshotFacts::name).containsExactly("one");
    restart();
    assertThat(files()).containsExactly("one.db");
  }

  @Test
  void a_snapshot_that_cannot_be_read_changes_nothing() throws IOException, SQLException {
    fixture().register(ALPHA);
    fixture().register("beta");
    Files.createDirectories(folder.resolve("snapshots"));
    Files.writeString(file("notes"), "these are my holiday notes, please keep them".repeat(100));
    unreadable(
        "notes",
        "FILE cannot be read (it is not the file of a hub). Nothing was changed. Restore a copy, save what is left with 'sqlite3 FILE"
            + " .recover', or use another snapshot");
    Files.createFile(file("empty"));
    unreadable(
        "empty",
        "FILE cannot be read (schema 0; this Twinhub reads 1 to 5). Nothing was changed. Restore a copy, save"
            + " what is left with 'sqlite3 FILE .recover', or use another snapshot");
    sql(file("other"), "CREATE TABLE notes (text TEXT)");
    unreadable("other", "FILE is a SQLite file of another program; use another snapshot");
    snapshots().create("newer");
    sql(file("newer"), "PRAGMA user_version = 9");
    unreadable(
        "newer",
        "FILE was written by a newer Twinhub (schema 9, this one knows 5); start the newer one, or use"
            + " another snapshot");
    assertThat(snapshots().list())
        .filteredOn(facts -> facts.counts().isEmpty())
        .extracting(SnapshotFacts::name)
        .containsExactly("empty", "notes", "other");
  }

  @Test
  void a_snapshot_of_an_older_schema_is_restored() throws Exception {
    fixture().register(ALPHA);
    snapshots().create("older");
    sql(file("older"), "PRAGMA user_version = 1");
    fixture().register("beta");
    snapshots().restore("older");
    assertThat(ids()).containsExactly("alpha");
  }

  @Test
  void a_damaged_page_is_found_before_anything_is_replaced() throws IOException {
    fixture().register(ALPHA);
    for (int i = 0; i < 50; i++) {
      fixture().patchDesired(ALPHA, "{'a%d':'%s'}".formatted(i, "x".repeat(500)));
    }
    fixture().register("beta");
    snapshots().create("one");
    byte[] bytes = Files.readAllBytes(file("one"));
    Arrays.fill(bytes, PAGE_BYTES, 2 * PAGE_BYTES, (byte) 0x5a);
    Files.write(file("one"), bytes);
    assertThatThrownBy(() -> snapshots().restore("one"))
        .hasMessageStartingWith(file("one") + " cannot be read (the file is damaged).");
    assertThat(ids()).containsExactly("alpha", "beta");
    fixture().register("gamma");
    restart();
    assertThat(ids()).containsExactly("alpha", "beta", "gamma");
  }

  @Test
  void a_folder_that_is_in_the_way_is_named() throws IOException {
    Files.createFile(folder.resolve("snapshots"));
    assertThatThrownBy(() -> snapshots().create("one"))
        .hasMessageContaining(folder.resolve("snapshots").toString());
  }
}
