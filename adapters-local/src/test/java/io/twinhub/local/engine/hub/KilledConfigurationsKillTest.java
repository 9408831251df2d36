package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.configuration.Configuration;
import io.twinhub.domain.configuration.ConfigurationRequest;
import io.twinhub.domain.configuration.MeasuredConfiguration;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.journal.SqliteJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hub is killed with SIGKILL while configurations and twins are edited, again and again: after the next
 * start each twin gets exactly what the configurations that are there want of it. 200 rounds: {@code mvn -pl
 * adapters-local -am test -Dtest=KilledConfigurationsKillTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dtwinhub.kill.rounds=200}.
 */
@DisabledOnOs(OS.WINDOWS)
class KilledConfigurationsKillTest {
  private static final int ROUNDS = Integer.getInteger("twinhub.kill.rounds", 4);
  private static final int LINES_MAX = 60;
  private static final long SEED = Long.getLong("twinhub.kill.seed", System.nanoTime());

  @TempDir
  private Path folder;

  private final SplittableRandom random = new SplittableRandom(SEED);

  /** The most important first, by rules that are written here once more. */
  private static List<Configuration> configurations(LocalHub hub) {
    return hub.configurations().list(100).stream()
        .map(MeasuredConfiguration::configuration)
        .sorted(Comparator.comparing((Configuration one) -> one.wanted().priority())
            .thenComparing(one -> one.created())
            .reversed())
        .toList();
  }

  private static boolean isFor(ConfigurationRequest wanted, Twin twin) {
    Optional<JsonValue> group = twin.tags().values().find("g");
    return wanted.target().text().equals("*")
        || group
            .map(value -> "tags.g = " + value)
            .filter(wanted.target().text()::equals)
            .isPresent();
  }

  /** The properties that the twin must have, besides the user's own. */
  private static JsonObject expected(List<Configuration> configurations, Twin twin) {
    JsonObject result = JsonObject.EMPTY;
    for (Configuration one : configurations) {
      if (isFor(one.wanted(), twin)) {
        int number = one.id().value().charAt(1) - '0';
        if (!result.has("a")) {
          result = result.with("a", JsonText.parse(Integer.toString(number)));
        }
        if (number % 2 == 0 && !result.has("b")) {
          result = result.with("b", JsonText.parse("{\"c\":%d}".formatted(number)));
        }
      }
    }
    return result;
  }

  private static JsonObject settings(Twin twin) {
    JsonObject.Builder settings = JsonObject.builder();
    twin.desired().values().forEach((name, value) -> {
      if (!name.equals("own")) {
        settings.put(name, value);
      }
    });
    return settings.build();
  }

  private static void assertSettled(LocalHub hub) {
    List<Configuration> configurations = configurations(hub);
    for (int i = 0; i < KilledConfigurationsHub.DEVICES; i++) {
      Optional<Twin> found = hub.twins().find(KilledConfigurationsHub.device(i));
      if (found.isPresent()) {
        Twin twin = found.get();
        assertThat(settings(twin)).as("d%d", i).isEqualTo(expected(configurations, twin));
        assertThat(twin.root().standings().byId().keySet())
            .as("configurations of d%d", i)
            .containsExactlyInAnyOrderElementsOf(configurations.stream()
                .filter(one -> isFor(one.wanted(), twin))
                .map(one -> one.id().value())
                .toList());
      }
    }
  }

  @Test
  void each_twin_gets_what_the_configurations_want_of_it()
      throws IOException, InterruptedException {
    System.out.println("configuration kill test: seed " + SEED + ", rounds " + ROUNDS);
    Path file = folder.resolve("twins.db");
    int edits = 0;
    for (int round = 0; round < ROUNDS; round++) {
      int lines = random.nextInt(1, LINES_MAX);
      edits += lines;
      new KilledProcess(folder, KilledConfigurationsHub.class, random)
          .run(lines, line -> {}, file.toString(), Long.toString(random.nextLong()));
      try (LocalHub hub =
          new LocalHub(TwinRules.DEFAULT, Clock.systemUTC(), SqliteJournal.open(file))) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertSettled(hub));
        assertThat(IntStream.range(0, KilledConfigurationsHub.DEVICES)
                .allMatch(
                    i -> hub.twins().find(KilledConfigurationsHub.device(i)).isPresent()))
            .isTrue();
      }
    }
    System.out.println("configuration kill test: " + edits + " edits");
  }
}
