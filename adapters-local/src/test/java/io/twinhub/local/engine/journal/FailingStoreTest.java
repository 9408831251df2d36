package io.twinhub.local.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.local.engine.journal.FailingStore.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub whose syncs, writes and reads fail below SQLite, in a process of its own that is killed: what was
 * answered is there, and what was refused is not, before and after the next start (ADR-0036).
 */
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class FailingStoreTest {
  private static final List<Kind> KINDS = List.of(Kind.values());
  private static final int ROUNDS = Integer.getInteger("twinhub.fault.rounds", 6);
  private static final int STEPS = 60;
  private static final int BURSTS = 10;
  private static final int DEVICES = 5;
  private static final int COUNTDOWN_MAX = 12;

  @TempDir
  private static Path shared;

  @TempDir
  private Path folder;

  private static Path library = Path.of("");

  private Path file = Path.of("");

  @BeforeAll
  static void compile() throws IOException, InterruptedException {
    library = FailingStore.library(shared);
  }

  @BeforeEach
  void name() {
    file = folder.resolve("twins.db");
  }

  private FailingStore opened() throws IOException {
    FailingStore store = FailingStore.start(library, file);
    assertThat(store.ask("open")).isEqualTo("done");
    return store;
  }

  @Test
  void a_write_whose_sync_fails_is_refused_and_a_restart_does_not_show_it() throws IOException {
    try (FailingStore store = opened()) {
      assertThat(store.ask("write a 1")).isEqualTo("done");
      store.fail(Kind.SYNCS, FailingStore.ALWAYS);
      assertThat(store.ask("write a 2"))
          .isEqualTo(
              "refused the hub cannot write (the disk does not confirm what was written); nothing was"
                  + " changed");
      assertThat(store.ask("read a")).isEqualTo("1");
    }
    try (FailingStore store = opened()) {
      assertThat(store.ask("read a")).isEqualTo("1");
    }
  }

  @Test
  void a_sync_that_fails_once_costs_one_write() throws IOException {
    try (FailingStore store = opened()) {
      assertThat(store.ask("write a 1")).isEqualTo("done");
      store.fail(Kind.SYNCS, FailingStore.ONCE);
      assertThat(store.ask("write a 2")).startsWith("refused ");
      assertThat(store.ask("write b 3")).isEqualTo("done");
    }
    try (FailingStore store = opened()) {
      assertThat(store.ask("read a")).isEqualTo("1");
      assertThat(store.ask("read b")).isEqualTo("3");
    }
  }

  /** All of it stands in the log when the sync fails, and then there is no room to write over it. */
  @Test
  void a_write_that_cannot_be_taken_back_is_told() throws IOException {
    try (FailingStore store = opened()) {
      assertThat(store.ask("write a 1")).isEqualTo("done");
      List<String> answers = new ArrayList<>();
      for (int when = 2; when < COUNTDOWN_MAX; when++) {
        store.fail(Kind.SYNCS, FailingStore.ONCE);
        store.fail(Kind.WRITES, when);
        answers.add(store.ask("write a 2"));
        store.heal();
      }
      assertThat(answers)
          .contains(
              "refused the hub cannot write (the disk does not confirm what was written, nor take back what it wrote:"
                  + " the next start may show it); nothing was changed");
      assertThat(store.ask("read a")).isEqualTo("1");
      assertThat(store.ask("write b 3")).isEqualTo("done");
    }
    try (FailingStore store = opened()) {
      assertThat(store.ask("read a")).as("the next write took it back").isEqualTo("1");
      assertThat(store.ask("read b")).isEqualTo("3");
    }
  }

  /** The header of the log is synced; then everything is written, and no sync succeeds any more. */
  @Test
  void a_write_that_begins_the_log_anew_is_taken_back_without_a_sync() throws IOException {
    int refused = 0;
    int last = 0;
    for (int reopened = 0; reopened < 3; reopened++) {
      try (FailingStore store = opened()) {
        if (last > 0) {
          assertThat(store.ask("read a")).isEqualTo(Integer.toString(last));
        }
        String answer = "done";
        while (answer.equals("done")) {
          store.heal();
          last += 2;
          assertThat(store.ask("write a " + last)).isEqualTo("done");
          store.fail(Kind.SYNCS, 2);
          answer = store.ask("write a " + (last + 1));
          last += answer.equals("done") ? 1 : 0;
        }
        assertThat(answer)
            .startsWith("refused ")
            .endsWith("(the disk does not confirm what was written); nothing was changed");
        refused++;
      }
    }
    assertThat(refused).isEqualTo(3);
  }

  @Test
  void a_full_disk_refuses_writes_until_there_is_room() throws IOException {
    try (FailingStore store = opened()) {
      assertThat(store.ask("write a 1")).isEqualTo("done");
      store.fail(Kind.WRITES, FailingStore.ALWAYS);
      assertThat(store.ask("write a 2"))
          .isEqualTo("refused the hub cannot write (the disk is full); nothing was changed");
      assertThat(store.ask("read a")).isEqualTo("1");
      store.heal();
      assertThat(store.ask("write a 3")).isEqualTo("done");
    }
    try (FailingStore store = opened()) {
      assertThat(store.ask("read a")).isEqualTo("3");
    }
  }

  @Test
  void reads_that_fail_refuse_the_write_that_needs_them() throws IOException {
    try (FailingStore store = opened()) {
      for (int i = 0; i < 40; i++) {
        assertThat(store.ask("write d" + i + " 70")).isEqualTo("done");
      }
      store.fail(Kind.READS, FailingStore.ALWAYS);
      assertThat(store.ask("write d3 2"))
          .as("SQLite takes a sector that cannot be read for damage")
          .startsWith("refused the hub cannot write (the file is damaged")
          .endsWith("; nothing was changed");
      assertThat(store.ask("read d3")).isEqualTo("70");
      store.heal();
      assertThat(store.ask("write d3 3")).isEqualTo("done");
    }
    try (FailingStore store = opened()) {
      assertThat(store.ask("read d3")).isEqualTo("3");
    }
  }

  @Test
  void a_start_whose_reads_fail_says_so_and_changes_nothing() throws IOException {
    try (FailingStore store = opened()) {
      for (int i = 0; i < 40; i++) {
        assertThat(store.ask("write d" + i + " 70")).isEqualTo("done");
      }
      assertThat(store.ask("close")).isEqualTo("done");
      byte[] before = Files.readAllBytes(file);
      int refused = 0;
      for (int when = 1; when < 60; when += 3) {
        store.fail(Kind.READS, when);
        String answer = store.ask("open");
        if (answer.startsWith("failed ")) {
          refused++;
          assertThat(answer)
              .startsWith("failed " + file + " cannot be read (")
              .contains(". Nothing was changed. ");
          assertThat(Files.readAllBytes(file)).isEqualTo(before);
        } else {
          store.heal();
          assertThat(store.ask("read d39")).isEqualTo("70");
          assertThat(store.ask("close")).isEqualTo("done");
        }
      }
      assertThat(refused).isGreaterThan(5);
    }
    try (FailingStore store = opened()) {
      assertThat(store.ask("read d39")).isEqualTo("70");
    }
  }

  @Test
  void a_start_on_a_full_disk_says_so() throws IOException {
    try (FailingStore store = FailingStore.start(library, file)) {
      store.fail(Kind.WRITES, FailingStore.ALWAYS);
      assertThat(store.ask("open"))
          .startsWith("failed there is no room left on the disk of " + file + " (the ")
          .endsWith(
              "). Nothing was lost. Make room, choose another folder with --data, or start with"
                  + " --in-memory");
      store.heal();
      assertThat(store.ask("open")).isEqualTo("done");
      assertThat(store.ask("write a 1")).isEqualTo("done");
    }
    try (FailingStore store = FailingStore.start(library, file)) {
      store.fail(Kind.WRITES, FailingStore.ALWAYS);
      String answer = store.ask("open");
      assertThat(answer).isIn("done", answer.contains("no room left") ? answer : "no room left");
      store.heal();
      assertThat(store.ask("open")).isEqualTo("done");
      assertThat(store.ask("read a")).isEqualTo("1");
    }
  }

  @Test
  void a_snapshot_and_a_restore_that_fail_leave_all_as_it_was() throws IOException {
    try (FailingStore store = opened()) {
      assertThat(store.ask("write a 1")).isEqualTo("done");
      assertThat(store.ask("snapshot one")).isEqualTo("done");
      assertThat(store.ask("write a 2")).isEqualTo("done");
      store.fail(Kind.SYNCS, FailingStore.ALWAYS);
      assertThat(store.ask("restore one"))
          .startsWith("refused the hub cannot write (the disk does not confirm what was written)")
          .endsWith("; nothing was changed");
      assertThat(store.ask("read a")).isEqualTo("2");
    }
    try (FailingStore store = opened()) {
      assertThat(store.ask("read a")).isEqualTo("2");
      assertThat(store.ask("restore one")).isEqualTo("done");
      assertThat(store.ask("read a")).isEqualTo("1");
    }
  }

  /** Several batches are under way at once; one that fails takes nothing along that was answered. */
  @Test
  void of_many_writes_at_once_those_that_were_answered_last() throws IOException {
    long seed = Long.getLong("twinhub.fault.seed", System.nanoTime());
    System.out.println("failing store, many writes at once: seed " + seed + ", rounds " + ROUNDS);
    SplittableRandom random = new SplittableRandom(seed);
    List<String> expected = new ArrayList<>(Collections.nCopies(FailingHub.BURST, "none"));
    int refused = 0;
    int number = 0;
    for (int round = 0; round < ROUNDS; round++) {
      try (FailingStore store = opened()) {
        assertThat(burst(store)).as("seed %d, after a restart", seed).isEqualTo(expected);
        for (int step = 0; step < BURSTS; step++) {
          store.heal();
          if (number > 0) {
            Kind kind = KINDS.get(random.nextInt(KINDS.size()));
            store.fail(kind, random.nextInt(1, 3 * COUNTDOWN_MAX));
          }
          number++;
          String[] answers = store.ask("burst " + number).split(" ", -1);
          for (int i = 0; i < answers.length; i++) {
            if (answers[i].equals("done")) {
              expected.set(i, Integer.toString(number));
            } else {
              assertThat(answers[i]).isEqualTo("refused");
              refused++;
            }
          }
          assertThat(burst(store)).as("seed %d", seed).isEqualTo(expected);
        }
      }
    }
    System.out.println("failing store: " + number + " bursts, " + refused + " writes refused");
    assertThat(refused).isPositive();
    assertThat(expected).doesNotContain("none");
  }

  private static List<String> burst(FailingStore store) throws IOException {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < FailingHub.BURST; i++) {
      values.add(store.ask("read b" + i));
    }
    return values;
  }

  /** Faults of each kind, at once or after some calls, for a while or once; kills at any moment. */
  @Test
  void what_was_answered_is_there_and_what_was_refused_is_not()
      throws IOException, InterruptedException {
    long seed = Long.getLong("twinhub.fault.seed", System.nanoTime());
    System.out.println("failing store: seed " + seed + ", rounds " + ROUNDS);
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, String> answered = new TreeMap<>();
    int refused = 0;
    int number = 0;
    for (int round = 0; round < ROUNDS; round++) {
      try (FailingStore store = opened()) {
        for (int i = 0; i < DEVICES; i++) {
          String device = "d" + i;
          if (answered.containsKey(device)) {
            assertThat(store.ask("read " + device))
                .as("seed %d", seed)
                .isEqualTo(answered.get(device));
          } else {
            assertThat(store.ask("write " + device + " 0")).isEqualTo("done");
            answered.put(device, "0");
          }
        }
        for (int step = 0; step < STEPS; step++) {
          if (random.nextInt(4) == 0) {
            store.heal();
            if (random.nextBoolean()) {
              Kind kind = KINDS.get(random.nextInt(KINDS.size()));
              store.fail(
                  kind,
                  random.nextBoolean() ? FailingStore.ONCE : random.nextInt(1, COUNTDOWN_MAX));
            }
          }
          String device = "d" + random.nextInt(DEVICES);
          number++;
          if (store.ask("write " + device + " " + number).equals("done")) {
            answered.put(device, Integer.toString(number));
          } else {
            refused++;
          }
          assertThat(store.ask("read " + device))
              .as("seed %d", seed)
              .isEqualTo(answered.get(device));
        }
      }
    }
    System.out.println("failing store: " + number + " writes, " + refused + " refused");
    assertThat(refused).isPositive();
    assertThat(Sqlite3.isInstalled() ? Sqlite3.answer(file, "PRAGMA integrity_check") : "ok")
        .isEqualTo("ok");
  }
}
