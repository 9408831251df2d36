package io.twinhub.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.port.out.HubPorts;
import io.twinhub.bootstrap.config.InProcessConfig;
import io.twinhub.bootstrap.fleet.FileProblem;
import io.twinhub.bootstrap.wiring.InProcessHub;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinRules;
import io.twinhub.local.engine.rows.QueryLag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a hub for tests in this process can be told. */
@Timeout(60)
class InProcessConfigTest {
  private static final TwinAddress PUMP = TwinAddress.device("pump");
  private static final TwinAddress OTHER = TwinAddress.device("other");
  private static final TwinPatch ARRAY =
      TwinPatch.ofTags(JsonObject.of("list", JsonArray.of(JsonNumber.of(1), JsonNumber.of(2))));

  @TempDir
  private Path folder;

  private Path seed() throws IOException {
    return Files.writeString(folder.resolve("fleet.yaml"), """
        devices:
          - deviceId: pump
            tags: {plant: Redmond43}
        """);
  }

  private static void register(InProcessHub hub, TwinAddress device) {
    hub.ports().identities().create(IdentityRequest.withKeys(device));
  }

  private static int found(HubPorts hub) {
    return hub.queries()
        .run(new QueryText("SELECT * FROM devices"), PageSize.DEFAULT, Optional.empty())
        .rows()
        .size();
  }

  @Test
  void a_seed_is_there_at_once_and_again_after_a_reset() throws IOException {
    try (InProcessHub hub = Twinhub.inProcess(InProcessConfig.DEFAULT.seed(seed()))) {
      assertThat(hub.ports().twins().find(PUMP).orElseThrow().tags().values())
          .isEqualTo(JsonObject.of("plant", new JsonString("Redmond43")));
      register(hub, OTHER);
      try (InProcessHub fork = hub.fork()) {
        fork.reset();
        assertThat(fork.ports().twins().find(PUMP)).isPresent();
        assertThat(fork.ports().twins().find(OTHER)).isEmpty();
      }
      assertThat(hub.ports().twins().find(OTHER)).isPresent();
    }
  }

  @Test
  void a_seed_that_cannot_be_read_is_named() throws IOException {
    Path file = Files.writeString(folder.resolve("wrong.yaml"), "devices: [{deviceId: a b}]\n");
    InProcessConfig config = InProcessConfig.DEFAULT.seed(file);
    assertThatThrownBy(() -> Twinhub.inProcess(config))
        .isInstanceOf(FileProblem.class)
        .hasMessageStartingWith(file + ":1: devices[0]");
  }

  @Test
  void arrays_are_refused_unless_they_are_allowed() {
    try (InProcessHub hub = Twinhub.inProcess()) {
      register(hub, PUMP);
      assertThatThrownBy(() -> hub.ports().twins().patch(PUMP, ARRAY, IfMatch.any()))
          .isInstanceOf(HubException.class)
          .hasMessageContaining("arrays are not supported");
    }
    try (InProcessHub hub =
            Twinhub.inProcess(InProcessConfig.DEFAULT.arrays(TwinRules.Arrays.ALLOW));
        InProcessHub fork = hub.fork()) {
      register(fork, PUMP);
      assertThat(fork.ports().twins().patch(PUMP, ARRAY, IfMatch.any()).tags().values())
          .hasToString("{\"list\":[1,2]}");
    }
  }

  @Test
  void queries_see_the_seed_and_writes_only_after_their_lag() throws IOException {
    InProcessConfig config = InProcessConfig.DEFAULT.seed(seed()).queryLag(QueryLag.parse("held"));
    try (InProcessHub hub = Twinhub.inProcess(config)) {
      register(hub, OTHER);
      assertThat(found(hub.ports())).isEqualTo(1);
      hub.releaseQueries();
      assertThat(found(hub.ports())).isEqualTo(2);
    }
  }

  @Test
  void times_are_those_of_the_clock() {
    Instant now = Instant.parse("2030-01-02T03:04:05Z");
    try (InProcessHub hub = Twinhub.inProcess(InProcessConfig.DEFAULT.clock(() -> now))) {
      register(hub, PUMP);
      hub.ports()
          .twins()
          .patch(PUMP, TwinPatch.ofDesired(JsonObject.of("a", JsonNumber.of(1))), IfMatch.any());
      assertThat(hub.ports()
              .twins()
              .find(PUMP)
              .orElseThrow()
              .desired()
              .metadata()
              .stamp()
              .at())
          .isEqualTo(now);
    }
  }
}
