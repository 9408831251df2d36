package io.twinhub.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.out.HubPorts;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.config.InProcessConfig;
import io.twinhub.bootstrap.config.RepeatConfig;
import io.twinhub.bootstrap.wiring.InProcessHub;
import io.twinhub.domain.document.IdentityDocument;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two runs with the same seed and the same clock are alike, and a clock is advanced. */
@Timeout(60)
class RepeatTest {
  private static final Instant NEW_YEAR = Instant.parse("2030-01-01T00:00:00Z");
  private static final TwinAddress PUMP = TwinAddress.device("pump");
  private static final TwinAddress NEW = TwinAddress.device("new");
  private static final TwinPatch PATCH = TwinPatch.ofDesired(JsonObject.of("a", JsonNumber.of(1)));

  @TempDir
  private Path folder;

  private Path seed() throws IOException {
    StringBuilder seed = new StringBuilder("devices:\n");
    for (int i = 0; i < 100; i++) {
      seed.append("  - deviceId: d%d\n".formatted(i));
    }
    return Files.writeString(
        folder.resolve("fleet.yaml"), seed.append("  - deviceId: pump\n").toString());
  }

  private static String written(HubPorts hub) {
    hub.identities().create(IdentityRequest.withKeys(NEW));
    hub.twins().patch(PUMP, PATCH, IfMatch.any());
    StringBuilder all = new StringBuilder();
    hub.identities()
        .devices(1000)
        .forEach(device -> all.append(IdentityDocument.of(device))
            .append(hub.twins().find(device.identity().address()).orElseThrow()));
    return all.toString();
  }

  @Test
  void the_same_seed_makes_the_same_keys_etags_ids_and_times() throws IOException {
    InProcessConfig config =
        InProcessConfig.DEFAULT.seed(seed()).clockAt(NEW_YEAR).randomSeed(42);
    String first;
    try (InProcessHub hub = Twinhub.inProcess(config)) {
      first = written(hub.ports());
    }
    try (InProcessHub hub = Twinhub.inProcess(config)) {
      assertThat(written(hub.ports())).isEqualTo(first);
    }
    try (InProcessHub hub = Twinhub.inProcess(config.randomSeed(43))) {
      assertThat(written(hub.ports())).isNotEqualTo(first);
    }
  }

  @Test
  void a_hub_with_sockets_makes_the_same_keys_too() {
    HubConfig config = HubConfig.builder(folder)
        .freePorts()
        .repeat(new RepeatConfig(Optional.of(42L), Optional.of(NEW_YEAR)))
        .build();
    String first;
    try (Twinhub hub = Twinhub.start(config)) {
      first = keyOf(hub) + registered(hub.ports());
    }
    try (Twinhub hub = Twinhub.start(config)) {
      assertThat(keyOf(hub) + registered(hub.ports())).isEqualTo(first);
    }
  }

  private static String keyOf(Twinhub hub) {
    String text = hub.facts().connectionString();
    return text.substring(text.indexOf("SharedAccessKey="));
  }

  private static String registered(HubPorts hub) {
    return IdentityDocument.of(hub.identities().create(IdentityRequest.withKeys(NEW)))
        .toString();
  }

  @Test
  void calls_time_out_when_the_clock_is_advanced() {
    try (InProcessHub hub = Twinhub.inProcess(InProcessConfig.DEFAULT.clockAt(NEW_YEAR))) {
      hub.ports().identities().create(IdentityRequest.withKeys(PUMP));
      try (DeviceConnection silent = hub.ports().connections().open(PUMP, "", reason -> {})) {
        silent.takeCalls(request -> {});
        CompletableFuture<?> answer = hub.ports().methods().invoke(PUMP, MethodCall.of("m", "1"));
        hub.clock().advance(Duration.ofSeconds(29));
        assertThat(answer).isNotDone();
        hub.clock().advance(Duration.ofSeconds(1));
        assertThat(answer).isCompletedExceptionally();
      }
    }
  }

  @Test
  void twins_have_the_time_of_an_advanced_clock_and_a_fork_has_its_own() {
    try (InProcessHub hub = Twinhub.inProcess(InProcessConfig.DEFAULT.clockAt(NEW_YEAR))) {
      hub.ports().identities().create(IdentityRequest.withKeys(PUMP));
      hub.clock().advance(Duration.ofDays(1));
      try (InProcessHub fork = hub.fork()) {
        fork.clock().advance(Duration.ofDays(1));
        assertThat(written(fork)).isEqualTo("2030-01-03T00:00:00Z");
      }
      assertThat(written(hub)).isEqualTo("2030-01-02T00:00:00Z");
    }
  }

  private static String written(InProcessHub hub) {
    return hub.ports()
        .twins()
        .patch(PUMP, PATCH, IfMatch.any())
        .desired()
        .metadata()
        .stamp()
        .at()
        .toString();
  }
}
