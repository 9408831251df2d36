package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.configuration.ConfigurationContent;
import io.twinhub.domain.configuration.ConfigurationId;
import io.twinhub.domain.configuration.ConfigurationRequest;
import io.twinhub.domain.configuration.TargetCondition;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinReplacement;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.alarm.HubSources;
import io.twinhub.local.engine.journal.Journal;
import io.twinhub.local.engine.journal.MemoryJournal;
import io.twinhub.local.engine.journal.SqliteJournal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After any history of configurations, twins and restarts, each twin holds what a simple model computes. */
class ConfigurationHistoriesTest {
  private static final long SEED = Long.getLong("twinhub.history.seed", System.nanoTime());
  private static final int DEVICES = 12;
  private static final int STEPS = 1200;
  private static final List<String> IDS = List.of("c1", "c2", "c3", "c4", "c5", "c6");
  private static final List<String> CONTENTS = List.of(
      "{\"properties.desired.a\":1}",
      "{\"properties.desired.a\":{\"b\":2,\"c\":{\"d\":true}}}",
      "{\"properties.desired.a.b\":3,\"properties.desired.e\":\"x\"}",
      "{\"properties.desired.a.c\":null,\"properties.desired.e.f\":4}",
      "{\"properties.desired\":{\"a\":{\"c\":{\"d\":5}},\"g\":6}}",
      "{\"properties.desired.e\":{\"f\":7},\"properties.desired.a.c.h\":8}");
  private static final List<String> TARGETS =
      List.of("*", "tags.g = 0", "tags.g = 1", "tags.g > 0", "NOT (tags.g = 1)", "");
  private static final List<String> PATCHES = List.of(
      "{\"a\":9}",
      "{\"a\":{\"b\":9,\"own\":1}}",
      "{\"a\":null}",
      "{\"e\":{\"f\":null,\"own\":2}}",
      "{\"own\":{\"x\":1}}",
      "{\"a\":{\"c\":{\"d\":null,\"h\":1}},\"g\":6}",
      "{\"e\":\"y\",\"own\":null}");

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final ManualTimes times = new ManualTimes();
  private final ConfigurationModel model = new ConfigurationModel();

  @TempDir
  private Path folder;

  @Test
  void every_history_in_memory_is_that_of_the_model() {
    System.out.println("configuration histories: seed " + SEED);
    MemoryJournal journal = new MemoryJournal();
    run(() -> journal, STEPS);
  }

  @Test
  void every_history_on_disk_is_that_of_the_model() {
    System.out.println("configuration histories on disk: seed " + SEED);
    run(() -> SqliteJournal.open(folder.resolve("twins.db")), STEPS / 3);
  }

  private LocalHub start(Supplier<Journal> journal) {
    return new LocalHub(
        TwinRules.DEFAULT,
        new HubSources(times, times),
        HubStorage.of(journal.get()),
        Optional.empty());
  }

  private void run(Supplier<Journal> journal, int steps) {
    LocalHub hub = start(journal);
    for (int i = 0; i < steps; i++) {
      times.pass(Duration.ofSeconds(1));
      step(hub);
      if (random.nextInt(60) == 0) {
        hub.close();
        hub = start(journal);
      }
      if (i % 10 == 9) {
        compare(hub);
      }
    }
    compare(hub);
    hub.close();
  }

  private void compare(LocalHub hub) {
    for (String device : model.devices()) {
      Twin twin = hub.twins().find(TwinAddress.device(device)).orElseThrow();
      assertThat(ConfigurationModel.plain(twin.desired().values()))
          .as(device)
          .isEqualTo(model.desired(device));
      assertThat(twin.root().standings().byId().keySet())
          .as("configurations of " + device)
          .containsExactlyInAnyOrderElementsOf(model.targeting(device));
    }
  }

  private void step(LocalHub hub) {
    String device = "d" + random.nextInt(DEVICES);
    TwinAddress address = TwinAddress.device(device);
    if (!model.devices().contains(device)) {
      hub.identities().create(IdentityRequest.withKeys(address));
      model.register(device);
      return;
    }
    switch (random.nextInt(20)) {
      case 0 -> {
        hub.identities().delete(address, IfMatch.any());
        model.delete(device);
      }
      case 1, 2, 3, 4 -> {
        int group = random.nextInt(3);
        hub.twins().patch(address, TwinPatch.ofTags(json("{\"g\":" + group + "}")), IfMatch.any());
        model.tag(device, group);
      }
      case 5, 6, 7, 8, 9 -> {
        JsonObject patch = json(pick(PATCHES));
        hub.twins().patch(address, TwinPatch.ofDesired(patch), IfMatch.any());
        model.patch(device, patch);
      }
      case 10 -> {
        JsonObject values = json("{\"a\":{\"b\":3},\"own\":5}");
        hub.twins()
            .replace(
                address, new TwinReplacement(Optional.empty(), Optional.of(values)), IfMatch.any());
        model.replace(device, values);
      }
      case 11, 12, 13 -> delete(hub, pick(IDS));
      default -> write(hub, pick(IDS));
    }
  }

  private void delete(LocalHub hub, String id) {
    if (model.has(id)) {
      hub.configurations().delete(new ConfigurationId(id), IfMatch.any());
      model.deleteConfiguration(id);
    }
  }

  private void write(LocalHub hub, String id) {
    String target = pick(TARGETS);
    long priority = random.nextInt(3);
    if (model.has(id)) {
      hub.configurations().update(request(id, model.content(id), target, priority), IfMatch.any());
      model.update(id, target, priority);
    } else {
      String content = pick(CONTENTS);
      hub.configurations().create(request(id, content, target, priority));
      model.create(id, content, target, priority);
    }
  }

  private static ConfigurationRequest request(
      String id, String content, String target, long priority) {
    return new ConfigurationRequest(
        new ConfigurationId(id),
        ConfigurationContent.of(JsonObject.of("deviceContent", json(content)), TwinRules.DEFAULT),
        new TargetCondition(target),
        priority,
        Map.of(),
        Optional.empty(),
        Optional.empty());
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  static JsonObject json(String text) {
    try {
      return JsonText.parseObjectOfClient(text.getBytes(StandardCharsets.UTF_8));
    } catch (HubException wrong) {
      throw new AssertionError(text, wrong);
    }
  }
}
