package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.configuration.ConfigurationContent;
import io.twinhub.domain.configuration.ConfigurationId;
import io.twinhub.domain.configuration.ConfigurationRequest;
import io.twinhub.domain.configuration.SystemMetrics;
import io.twinhub.domain.configuration.TargetCondition;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.MemoryJournal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passes over all twins that end in the middle, with the hub. */
class ConfigurationKillTest {
  private static final int DEVICES = 1500;
  private static final ConfigurationId ID = new ConfigurationId("all");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ManualTimes times = new ManualTimes();
  private final MemoryJournal kept = new MemoryJournal();

  /** What it kept when it died is what a killed process leaves. */
  private static final class DyingJournal extends ForwardingJournal {
    private final AtomicInteger commits = new AtomicInteger(Integer.MAX_VALUE);

    DyingJournal(Journal journal) {
      super(journal);
    }

    @Override
    public void commit() throws IOException {
      if (commits.getAndDecrement() <= 0) {
        throw new IOException("the process was killed");
      }
      super.commit();
    }

    @Override
    public void close() {
      rollBack();
    }
  }

  private LocalHub start(Journal journal) {
    return new LocalHub(TwinRules.DEFAULT, times, journal);
  }

  private static TwinAddress device(int number) {
    return TwinAddress.device("d" + number);
  }

  private static ConfigurationRequest all() {
    return new ConfigurationRequest(
        ID,
        ConfigurationContent.of(
            ConfigurationHistoriesTest.json("{\"deviceContent\":{\"properties.desired.a\":1}}"),
            TwinRules.DEFAULT),
        new TargetCondition("*"),
        1,
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  private void register() {
    LocalHub hub = start(kept);
    for (int i = 0; i < DEVICES; i++) {
      hub.identities().create(IdentityRequest.withKeys(device(i)));
    }
    hub.close();
  }

  private static long applied(LocalHub hub) {
    return hub.configurations()
        .find(ID)
        .orElseThrow()
        .results()
        .system()
        .getOrDefault(SystemMetrics.APPLIED, -1L);
  }

  private static long holding(LocalHub hub) {
    long holding = 0;
    for (int i = 0; i < DEVICES; i++) {
      Twin twin = hub.twins().find(device(i)).orElseThrow();
      holding += twin.desired().values().isEmpty() ? 0 : 1;
    }
    return holding;
  }

  private static void await(LocalHub hub, long wanted) {
    Instant end = Instant.now().plus(PATIENCE);
    while (holding(hub) != wanted) {
      assertThat(Instant.now()).as("holding " + holding(hub)).isBefore(end);
      Thread.onSpinWait();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void a_configuration_that_was_half_applied_is_applied_at_the_next_start(int commits) {
    register();
    DyingJournal dying = new DyingJournal(kept);
    LocalHub hub = start(dying);
    dying.commits.set(commits);
    hub.configurations().create(all());
    assertThat(holding(hub)).isLessThan(DEVICES);
    hub.close();
    try (LocalHub again = start(kept)) {
      await(again, DEVICES);
      assertThat(applied(again)).isEqualTo(DEVICES);
      assertThat(again.twins().find(device(0)).orElseThrow().desired().version().value())
          .as("nothing is done twice")
          .isEqualTo(2);
    }
  }

  @Test
  void a_configuration_that_was_half_removed_is_removed_at_the_next_start() {
    register();
    LocalHub before = start(kept);
    before.configurations().create(all());
    await(before, DEVICES);
    before.close();
    DyingJournal dying = new DyingJournal(kept);
    LocalHub hub = start(dying);
    dying.commits.set(3);
    hub.configurations().delete(ID, IfMatch.any());
    assertThat(holding(hub)).isPositive();
    hub.close();
    try (LocalHub again = start(kept)) {
      await(again, 0);
      assertThat(again.configurations().find(ID)).isEmpty();
    }
  }

  @Test
  void a_commit_that_fails_takes_the_configuration_back() {
    DyingJournal dying = new DyingJournal(kept);
    try (LocalHub hub = start(dying)) {
      hub.identities().create(IdentityRequest.withKeys(device(0)));
      dying.commits.set(0);
      assertThat(org.assertj.core.api.Assertions.catchThrowable(
              () -> hub.configurations().create(all())))
          .hasMessageContaining("the hub cannot write");
      dying.commits.set(Integer.MAX_VALUE);
      hub.twins()
          .patch(
              device(0),
              TwinPatch.ofTags(JsonObject.EMPTY.with("x", JsonObject.EMPTY)),
              IfMatch.any());
      assertThat(hub.configurations().list(10)).isEmpty();
      assertThat(hub.twins().find(device(0)).orElseThrow().desired().values())
          .isEqualTo(JsonObject.EMPTY);
    }
  }

  @Test
  void a_configuration_that_a_twin_cannot_hold_is_refused_there_and_others_are_applied() {
    try (LocalHub hub = start(kept)) {
      hub.identities().create(IdentityRequest.withKeys(device(0)));
      String full = "\"" + "x".repeat(4000) + "\"";
      StringBuilder user = new StringBuilder("{\"u\":0");
      for (int i = 0; i < 7; i++) {
        user.append(",\"k").append(i).append("\":").append(full);
      }
      hub.twins()
          .patch(
              device(0),
              TwinPatch.ofDesired(ConfigurationHistoriesTest.json(user + "}")),
              IfMatch.any());
      ConfigurationRequest large = new ConfigurationRequest(
          new ConfigurationId("large"),
          ConfigurationContent.of(
              ConfigurationHistoriesTest.json("{\"deviceContent\":{\"properties.desired.l\":"
                  + "{\"a\":" + full + ",\"b\":" + full + "}}}"),
              TwinRules.DEFAULT),
          new TargetCondition("*"),
          9,
          Map.of(),
          Optional.empty(),
          Optional.empty());
      hub.configurations().create(large);
      hub.configurations().create(all());
      Twin twin = hub.twins().find(device(0)).orElseThrow();
      assertThat(twin.desired().values().has("a")).isTrue();
      assertThat(twin.desired().values().has("l")).isFalse();
      assertThat(Objects.requireNonNull(twin.root().standings().byId().get("large"))
              .reason()
              .orElseThrow())
          .startsWith("refused: Twin properties.desired size 36")
          .endsWith("exceeds maximum 32768");
    }
  }
}
