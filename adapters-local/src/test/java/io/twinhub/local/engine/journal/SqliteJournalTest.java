package io.twinhub.local.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.Bytes;
import io.twinhub.local.engine.compact.RandomTwins;
import io.twinhub.local.engine.compact.StoredTwin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteCommitListener;
import org.sqlite.SQLiteConnection;

/** The journal in a SQLite file. */
class SqliteJournalTest extends JournalContract {
  private static final TwinAddress HELD = TwinAddress.device("held");

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
      "user_version=5"
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
    JournalBatch.of(List.of(twin), List.of()).commitTo(reopened());
    for (String name : List.of("twins.db", "twins.db-wal", "twins.db-shm")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
          .as(name)
          .isEqualTo("rw-------");
    }
  }

  private static void refuseWrites(SqliteJournal journal, boolean now) throws SQLException {
    try (Statement statement = journal.connection().createStatement()) {
      statement.execute("PRAGMA query_only = " + now);
    }
  }

  @Test
  void batches_that_are_committed_later_become_durable_in_order() throws Exception {
    SqliteJournal journal = reopened();
    RandomTwins random = new RandomTwins(new SplittableRandom(5));
    List<CompletableFuture<Void>> commits = new ArrayList<>();
    StoredTwin last = random.at(TwinAddress.device("one"));
    for (int batch = 0; batch < 20; batch++) {
      for (int row = 0; row < 20; row++) {
        journal.put(Documents.row(random.at(TwinAddress.device("d-%d-%d".formatted(batch, row)))));
      }
      last = random.at(TwinAddress.device("one"));
      journal.put(Documents.row(last));
      commits.add(journal.commitLater());
    }
    commits.get(19).get(10, TimeUnit.SECONDS);
    assertThat(commits).allMatch(CompletableFuture::isDone);
    assertThat(twins()).hasSize(20 * 20 + 1).contains(last);
  }

  private static FleetRow row(String kind, String id, String document) {
    return new FleetRow(kind, id, Bytes.of(document.getBytes(StandardCharsets.UTF_8)));
  }

  private List<FleetRow> fleet() {
    List<FleetRow> rows = new ArrayList<>();
    reopened().loadFleet(rows::add);
    return rows;
  }

  @Test
  void rows_about_many_devices_are_kept_with_the_batch_or_not_at_all() throws Exception {
    SqliteJournal journal = reopened();
    journal.putFleet(row("job", "b", "{}"));
    journal.putFleet(row("job", "a", "{}"));
    journal.putFleet(row("configuration", "a", "{}"));
    journal.putFleet(row("job", "a", "{\"run\":1}"));
    journal.removeFleet("job", "b");
    journal.commit();
    journal.putFleet(row("job", "c", "{}"));
    journal.removeFleet("configuration", "a");
    journal.rollBack();
    assertThat(fleet())
        .containsExactly(row("configuration", "a", "{}"), row("job", "a", "{\"run\":1}"));
  }

  @Test
  void a_row_about_many_devices_that_is_not_understood_is_named() throws Exception {
    SqliteJournal journal = reopened();
    journal.putFleet(row("job", "a", "{}"));
    journal.commit();
    SqliteJournal again = reopened();
    assertThatThrownBy(() -> again.loadFleet(row -> {
          throw new IllegalArgumentException("no status");
        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("job a: no status");
  }

  /** Asks for a commit, which has begun, but does not end before {@code gate} is open. */
  private static CompletableFuture<Void> held(SqliteJournal journal, CountDownLatch gate)
      throws SQLException, InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    onCommit(journal, () -> {
      begun.countDown();
      try {
        gate.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    journal.put(Documents.row(new RandomTwins(new SplittableRandom(3)).at(HELD)));
    CompletableFuture<Void> commit = journal.commitLater();
    begun.await();
    return commit;
  }

  private static void onCommit(SqliteJournal journal, Runnable work) throws SQLException {
    journal
        .connection()
        .unwrap(SQLiteConnection.class)
        .addCommitListener(new SQLiteCommitListener() {
          @Override
          public void onCommit() {
            work.run();
          }

          @Override
          public void onRollback() {}
        });
  }

  @Test
  void what_is_asked_for_while_the_journal_is_busy_becomes_one_transaction() throws Exception {
    SqliteJournal journal = reopened();
    AtomicInteger transactions = new AtomicInteger();
    onCommit(journal, transactions::incrementAndGet);
    CountDownLatch gate = new CountDownLatch(1);
    List<CompletableFuture<Void>> commits = new ArrayList<>(List.of(held(journal, gate)));
    RandomTwins random = new RandomTwins(new SplittableRandom(4));
    for (int batch = 0; batch < 20; batch++) {
      for (int row = 0; row < 32; row++) {
        journal.put(Documents.row(random.at(TwinAddress.device("d-%d-%d".formatted(batch, row)))));
      }
      commits.add(journal.commitLater());
    }
    assertThat(commits).noneMatch(CompletableFuture::isDone);
    gate.countDown();
    commits.get(20).get(10, TimeUnit.SECONDS);
    assertThat(commits).allMatch(CompletableFuture::isDone);
    assertThat(transactions).as("one, and 640 rows, begun anew at 256").hasValue(1 + 3);
    assertThat(twins()).hasSize(1 + 20 * 32);
  }

  @Test
  void all_that_became_one_transaction_fails_together() throws Exception {
    SqliteJournal journal = reopened();
    RandomTwins random = new RandomTwins(new SplittableRandom(4));
    CountDownLatch gate = new CountDownLatch(1);
    try (Statement statement = journal.connection().createStatement()) {
      statement.execute("CREATE TEMP TRIGGER refusing BEFORE INSERT ON registrations"
          + " WHEN NEW.address = 'refused' BEGIN SELECT RAISE(ABORT, 'refused'); END");
    }
    CompletableFuture<Void> before = held(journal, gate);
    journal.put(Documents.row(random.at(TwinAddress.device("lost"))));
    List<CompletableFuture<Void>> commits = new ArrayList<>(List.of(journal.commitLater()));
    journal.put(Documents.row(random.at(TwinAddress.device("refused"))));
    commits.add(journal.commitLater());
    gate.countDown();
    before.get(10, TimeUnit.SECONDS);
    for (CompletableFuture<Void> commit : commits) {
      assertThatThrownBy(() -> commit.get(10, TimeUnit.SECONDS))
          .hasCauseInstanceOf(IOException.class)
          .hasMessageEndingWith("the file cannot be used, error 19");
    }
    journal.rollBack();
    StoredTwin after = random.at(TwinAddress.device("after"));
    journal.put(Documents.row(after));
    journal.commit();
    assertThat(twins()).hasSize(2).contains(after);
  }

  private List<StoredTwin> twins() {
    List<StoredTwin> twins = new ArrayList<>();
    Documents.load(reopened(), twins::add);
    return twins;
  }

  @Test
  void what_is_committed_behind_a_failure_fails_too_until_it_is_rolled_back() throws Exception {
    SqliteJournal journal = reopened();
    RandomTwins random = new RandomTwins(new SplittableRandom(6));
    StoredTwin kept = random.at(TwinAddress.device("kept"));
    journal.put(Documents.row(kept));
    journal.commitLater().get(10, TimeUnit.SECONDS);
    refuseWrites(journal, true);
    journal.put(Documents.row(random.at(TwinAddress.device("lost"))));
    CompletableFuture<Void> failed = journal.commitLater();
    assertThatThrownBy(() -> failed.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IOException.class)
        .hasMessageEndingWith("the file may not be written");
    refuseWrites(journal, false);
    for (int row = 0; row < 40; row++) {
      journal.put(Documents.row(random.at(TwinAddress.device("behind-" + row))));
    }
    CompletableFuture<Void> behind = journal.commitLater();
    assertThatThrownBy(() -> behind.get(10, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IOException.class);
    journal.rollBack();
    StoredTwin after = random.at(TwinAddress.device("after"));
    journal.put(Documents.row(after));
    journal.commit();
    assertThat(twins()).containsExactlyInAnyOrder(kept, after);
  }
}
