package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.twinhub.domain.job.Job;
import io.twinhub.domain.job.JobFilter;
import io.twinhub.domain.job.JobId;
import io.twinhub.domain.job.JobStatistics;
import io.twinhub.domain.job.JobStatus;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.journal.SqliteJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub is killed with SIGKILL while jobs run, again and again: every job that was created goes on to its end
 * after the next start, no count that was seen goes back, and each twin is patched once by each job. 200
 * rounds: {@code mvn -pl adapters-local -am test -Dtest=JobKillTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dtwinhub.kill.rounds=200}.
 */
@DisabledOnOs(OS.WINDOWS)
class JobKillTest {
  private static final int ROUNDS = Integer.getInteger("twinhub.kill.rounds", 4);
  private static final int LINES_MAX = 60;
  private static final long SEED = Long.getLong("twinhub.kill.seed", System.nanoTime());

  @TempDir
  private Path folder;

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Set<String> created = new LinkedHashSet<>();
  private final Map<String, Integer> seen = new HashMap<>();

  private void told(String line) {
    String[] words = line.split(" ", -1);
    if (words[0].equals("created")) {
      created.add(words[1]);
    } else {
      seen.put(words[1], Integer.parseInt(words[2]));
    }
  }

  /** Lets the jobs go on to their ends; returns how many there are. */
  private int check(Path file) {
    try (LocalHub hub =
        new LocalHub(TwinRules.DEFAULT, Clock.systemUTC(), SqliteJournal.open(file))) {
      for (String id : created) {
        Job found = hub.jobs().find(new JobId(id)).orElseThrow();
        assertThat(found.statistics().succeeded())
            .as("what was seen of %s", id)
            .isGreaterThanOrEqualTo(seen.getOrDefault(id, 0));
      }
      int jobs = 0;
      for (Job job :
          hub.jobs().list(JobFilter.ALL, PageSize.DEFAULT, Optional.empty()).jobs()) {
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> hub.jobs().find(job.id()).orElseThrow().status().isEnd());
        Job end = hub.jobs().find(job.id()).orElseThrow();
        assertThat(end.status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(end.statistics()).isEqualTo(new JobStatistics(0, 0, KilledJobsHub.DEVICES, 0));
        jobs++;
      }
      for (int i = 0; i < KilledJobsHub.DEVICES; i++) {
        Twin twin = hub.twins().find(KilledJobsHub.device(i)).orElseThrow();
        assertThat(twin.tags().values().size()).isEqualTo(jobs);
        assertThat(twin.version().value()).as("writes of d%d", i).isEqualTo(jobs + 2);
      }
      return jobs;
    }
  }

  @Test
  void jobs_go_on_where_they_were_and_no_twin_is_patched_twice()
      throws IOException, InterruptedException {
    System.out.println("job kill test: seed " + SEED + ", rounds " + ROUNDS);
    Path file = folder.resolve("twins.db");
    int jobs = 0;
    for (int round = 0; round < ROUNDS; round++) {
      new KilledProcess(folder, KilledJobsHub.class, random)
          .run(random.nextInt(1, LINES_MAX), this::told, file.toString(), "r" + round);
      jobs = check(file);
    }
    System.out.println("job kill test: " + jobs + " jobs");
    assertThat(jobs).isGreaterThanOrEqualTo(ROUNDS);
  }
}
