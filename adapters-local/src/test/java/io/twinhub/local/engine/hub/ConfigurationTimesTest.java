package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.configuration.ConfigurationContent;
import io.twinhub.domain.configuration.ConfigurationId;
import io.twinhub.domain.configuration.ConfigurationRequest;
import io.twinhub.domain.configuration.TargetCondition;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.message.event.EventLimits;
import io.twinhub.domain.tier.Tier;
import io.twinhub.domain.tier.TierPlan;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.alarm.HubSources;
import io.twinhub.local.engine.events.Retention;
import io.twinhub.local.engine.journal.MemoryJournal;
import io.twinhub.local.engine.routes.RouteTable;
import io.twinhub.local.engine.snapshot.HubContents;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** When configurations are applied: at once, in Azure's rhythm, after a restore; to modules; and how many. */
class ConfigurationTimesTest {
  private static final TwinAddress DEVICE = TwinAddress.device("d");
  private static final TwinAddress MODULE = TwinAddress.module("d", "m");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final JsonObject SET = ConfigurationHistoriesTest.json("{\"a\":1}");

  private final ManualTimes times = new ManualTimes();

  private LocalHub every(Optional<Duration> interval) {
    HubStorage storage = new HubStorage(
        new MemoryJournal(),
        Optional.empty(),
        EventLimits.PARTITIONS_DEFAULT,
        Retention.IN_MEMORY,
        RouteTable.initial(RouteTable.HUB_NAME_DEFAULT),
        interval);
    LocalHub hub =
        new LocalHub(TwinRules.DEFAULT, new HubSources(times, times), storage, Optional.empty());
    hub.identities().create(IdentityRequest.withKeys(DEVICE));
    return hub;
  }

  private static ConfigurationRequest wanted(String id, String kind, String target) {
    return new ConfigurationRequest(
        new ConfigurationId(id),
        ConfigurationContent.of(
            ConfigurationHistoriesTest.json(
                "{\"%s\":{\"properties.desired.a\":1}}".formatted(kind)),
            TwinRules.DEFAULT),
        new TargetCondition(target),
        1,
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static JsonObject desired(LocalHub hub, TwinAddress address) {
    return hub.twins().find(address).orElseThrow().desired().values();
  }

  private static void tag(LocalHub hub, TwinAddress address, int value) {
    hub.twins()
        .patch(
            address,
            TwinPatch.ofTags(ConfigurationHistoriesTest.json("{\"g\":%d}".formatted(value))),
            IfMatch.any());
  }

  private static void await(LocalHub hub, JsonObject wanted) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!desired(hub, DEVICE).equals(wanted)) {
      assertThat(Instant.now()).isBefore(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void in_a_rhythm_a_written_twin_gets_its_settings_when_the_time_has_come() {
    try (LocalHub hub = every(Optional.of(Duration.ofMinutes(5)))) {
      hub.configurations().create(wanted("c", "deviceContent", "tags.g = 1"));
      tag(hub, DEVICE, 1);
      times.pass(Duration.ofSeconds(299));
      assertThat(desired(hub, DEVICE)).isEqualTo(JsonObject.EMPTY);
      times.pass(Duration.ofSeconds(1));
      await(hub, SET);
      tag(hub, DEVICE, 2);
      assertThat(desired(hub, DEVICE)).isEqualTo(SET);
      times.pass(Duration.ofMinutes(5));
      await(hub, JsonObject.EMPTY);
    }
  }

  @Test
  void in_a_rhythm_a_changed_configuration_acts_at_once() {
    try (LocalHub hub = every(Optional.of(Duration.ofMinutes(5)))) {
      tag(hub, DEVICE, 1);
      hub.configurations().create(wanted("c", "deviceContent", "tags.g = 1"));
      assertThat(desired(hub, DEVICE)).isEqualTo(SET);
    }
  }

  @Test
  void a_module_configuration_is_for_modules_alone() {
    try (LocalHub hub = every(Optional.empty())) {
      hub.identities().create(IdentityRequest.withKeys(MODULE));
      hub.configurations()
          .create(wanted("c", "moduleContent", "FROM devices.modules WHERE tags.g = 1"));
      tag(hub, DEVICE, 1);
      tag(hub, MODULE, 1);
      assertThat(desired(hub, DEVICE)).isEqualTo(JsonObject.EMPTY);
      assertThat(desired(hub, MODULE)).isEqualTo(SET);
    }
  }

  @Test
  void twins_that_are_restored_get_the_configurations_of_today() {
    try (LocalHub hub = every(Optional.empty())) {
      tag(hub, DEVICE, 1);
      HubContents before = hub.contents();
      hub.configurations().create(wanted("c", "deviceContent", "tags.g = 1"));
      HubContents during = hub.contents();
      hub.replace(before);
      await(hub, SET);
      hub.configurations().delete(new ConfigurationId("c"), IfMatch.any());
      hub.replace(during);
      await(hub, JsonObject.EMPTY);
    }
  }

  @Test
  void a_new_identity_status_leaves_the_standing_of_configurations() {
    try (LocalHub hub = every(Optional.empty())) {
      hub.configurations().create(wanted("c", "deviceContent", "*"));
      hub.identities()
          .update(
              IdentityRequest.of(hub.identities().find(DEVICE).orElseThrow().identity()),
              IfMatch.any());
      assertThat(hub.twins().find(DEVICE).orElseThrow().root().standings().byId())
          .containsOnlyKeys("c");
    }
  }

  @Test
  void a_free_hub_has_ten_configurations_and_others_a_hundred() {
    try (LocalHub hub = every(Optional.empty())) {
      hub.throttles().keepTo(new TierPlan(Tier.F1, 1, TierPlan.Mode.ENFORCE));
      for (int i = 0; i < 10; i++) {
        hub.configurations().create(wanted("c" + i, "deviceContent", ""));
      }
      refused(hub, 10);
      hub.throttles().keepTo(new TierPlan(Tier.S1, 1, TierPlan.Mode.ENFORCE));
      for (int i = 10; i < 100; i++) {
        hub.configurations().create(wanted("c" + i, "deviceContent", ""));
      }
      refused(hub, 100);
    }
  }

  private static void refused(LocalHub hub, int max) {
    Assertions.assertThatThrownBy(
            () -> hub.configurations().create(wanted("more", "deviceContent", "")))
        .isInstanceOfSatisfying(HubException.class, refusal -> {
          assertThat(refusal.code()).isEqualTo(ErrorCode.CONFIGURATION_COUNT_LIMIT_EXCEEDED);
          assertThat(refusal.error().message())
              .isEqualTo("Number of deployments exceed the maximum quota %d for this IotHub."
                  .formatted(max));
        });
  }
}
