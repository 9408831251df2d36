package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.local.engine.journal.SnapshotFacts;
import io.twinhub.local.engine.journal.SqliteJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A hub that makes and restores snapshots is killed at any moment: it is before or after, never half. */
@DisabledOnOs(OS.WINDOWS)
class SnapshotKillTest {
  private static final int ROUNDS = Integer.getInteger("twinhub.kill.rounds", 10);
  private static final int LINES_MAX = 25;
  private static final int KEPT = 3;
  private static final long SEED = Long.getLong("twinhub.kill.seed", System.nanoTime());

  @TempDir
  private Path folder;

  private final SplittableRandom random = new SplittableRandom(SEED);

  private List<String> killed(Path file, int value) throws IOException, InterruptedException {
    List<String> told = new ArrayList<>();
    new KilledProcess(folder, SnapshottingHub.class, random)
        .run(random.nextInt(1, LINES_MAX), told::add, file.toString(), Integer.toString(value));
    return told;
  }

  private static Set<String> values(LocalHub hub) {
    Set<String> values = new TreeSet<>();
    hub.identities()
        .devices(1000)
        .forEach(device -> values.add(hub.twins()
            .find(device.identity().address())
            .orElseThrow()
            .desired()
            .values()
            .toString()));
    return values;
  }

  @Test
  void what_a_killed_hub_holds_is_before_or_after() throws IOException, InterruptedException {
    System.out.println("snapshot kill test: seed " + SEED + ", rounds " + ROUNDS);
    Path file = folder.resolve("twins.db");
    int value = 100;
    int restores = 0;
    for (int round = 0; round < ROUNDS; round++) {
      List<String> told = killed(file, value);
      String last = told.get(told.size() - 1);
      restores += last.startsWith("restoring ") ? 1 : 0;
      try (HubFixture fixture = new HubFixture(SqliteJournal.open(file))) {
        if (!last.startsWith("writing ")) {
          assertThat(values(fixture.hub)).as("seed %d, told %s", SEED, told).hasSize(1);
          assertThat(fixture.hub.identities().devices(1000)).hasSize(SnapshottingHub.DEVICES);
        }
        List<SnapshotFacts> all = fixture.hub.snapshots().list();
        told.stream()
            .filter(line -> line.startsWith("created "))
            .map(line -> line.substring("created ".length()))
            .reduce((older, newer) -> newer)
            .ifPresent(newest -> assertThat(all).extracting(SnapshotFacts::name).contains(newest));
        for (SnapshotFacts facts : all) {
          fixture.hub.snapshots().restore(facts.name());
          assertThat(values(fixture.hub)).containsExactly("{\"v\":%s}".formatted(facts.name()));
          value = Math.max(value, Integer.parseInt(facts.name()) + 1);
        }
        // A hub keeps a hundred; who is killed early does not come to delete any.
        for (SnapshotFacts facts : all.subList(0, Math.max(0, all.size() - KEPT))) {
          fixture.hub.snapshots().delete(facts.name());
        }
      }
      try (Stream<Path> files = Files.list(folder.resolve("snapshots"))) {
        assertThat(files).allMatch(path -> path.getFileName().toString().matches("\\d+\\.db"));
      }
    }
    System.out.println("snapshot kill test: killed in " + restores + " restores");
  }
}
