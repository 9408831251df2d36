package io.twinhub.bootstrap.explorer;

import static io.twinhub.bootstrap.explorer.ExplorerClient.at;
import static io.twinhub.bootstrap.explorer.ExplorerClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.DisturbanceConfig;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.document.PatchDocument;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.tier.Tier;
import io.twinhub.domain.tier.TierPlan;
import io.twinhub.domain.twin.IfMatch;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only a Twinhub has: its journal, its faults, its throttles and its clock. */
@Timeout(60)
class ExplorerOperatorTest {
  private static final TwinAddress DEVICE = TwinAddress.device("d");
  private static final TwinAddress MODULE = TwinAddress.module("d", "m");

  @TempDir
  private static Path folder;

  private Twinhub hub;
  private ExplorerClient page;

  @BeforeEach
  void start() throws Exception {
    start(HubConfig.forTests(folder));
  }

  private void start(HubConfig config) throws Exception {
    hub = Twinhub.start(config);
    for (TwinAddress address : new TwinAddress[] {DEVICE, MODULE}) {
      var unused = hub.ports().identities().create(IdentityRequest.withKeys(address));
    }
    page = ExplorerClient.of(hub);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void patch(TwinAddress address) {
    var unused = hub.ports()
        .twins()
        .patch(address, PatchDocument.patch(json("{'tags':{'a':1}}")), IfMatch.any());
  }

  @Test
  void the_timeline_is_the_journal_of_a_device_or_of_a_module() throws Exception {
    patch(DEVICE);
    patch(MODULE);
    JsonObject device = page.get("/api/devices/d/timeline");
    assertThat(at(device, "registered")).isEqualTo("true");
    assertThat(device.toString())
        .contains("\"operation\":\"patch-twin\",\"deviceId\":\"d\",\"caller\"");
    JsonObject module = page.get("/api/devices/d/modules/m/timeline?kind=patch-twin");
    assertThat(at(module, "entries"))
        .contains("\"deviceId\":\"d\",\"moduleId\":\"m\"")
        .doesNotContain("create-identity");
    String since = hub.clock().instant().plusSeconds(1).toString();
    assertThat(page.get("/api/devices/d/timeline?since=" + since))
        .isEqualTo(json("{'registered':true,'entries':[]}"));
    assertThat(at(page.get("/api/devices/ghost/timeline"), "registered")).isEqualTo("false");
  }

  @Test
  void a_fault_is_added_listed_and_removed() throws Exception {
    JsonObject fault = page.did(
        "POST",
        "/api/faults",
        "{'effect':'refuse','code':'503','deviceId':'d','operations':['patch-twin'],'times':2,'lasts':'30s'}");
    String id = at(fault, "id").replace("\"", "");
    assertThat(page.send("GET", "/api/faults", "").body()).isEqualTo("[" + fault + "]");
    assertThat(catchThrowable(() -> patch(DEVICE))).isInstanceOf(HubException.class);
    assertThat(page.did("DELETE", "/api/faults/" + id, "")).isEqualTo(JsonObject.EMPTY);
    patch(DEVICE);
    for (int i = 0; i < 2; i++) {
      var unused = page.did("POST", "/api/faults", "{'effect':'latency','delay':'1s..2s'}");
    }
    assertThat(hub.faults().list()).hasSize(2);
    assertThat(page.did("DELETE", "/api/faults", "")).isEqualTo(JsonObject.EMPTY);
    assertThat(page.send("GET", "/api/faults", "").body()).isEqualTo("[]");
  }

  @Test
  void the_clock_is_read_and_advanced() throws Exception {
    Instant before = hub.clock().instant();
    JsonObject clock = page.did("POST", "/api/clock", "{'advance':'P1D'}");
    assertThat(at(clock, "advanced")).isEqualTo("\"PT24H\"");
    assertThat(hub.clock().instant()).isAfter(before.plusSeconds(86_000));
    assertThat(page.get("/api/clock").names()).containsExactly("now", "advanced", "stands");
  }

  @Test
  void the_throttles_are_those_of_the_tier_that_the_hub_keeps_to() throws Exception {
    assertThat(page.get("/api/throttles")).isEqualTo(json("{'throttled':[]}"));
    hub.close();
    TierPlan plan = new TierPlan(Tier.S1, 2, TierPlan.Mode.ENFORCE);
    start(HubConfig.builder(folder)
        .freePorts()
        .disturbance(new DisturbanceConfig(Optional.of(plan), false))
        .build());
    assertThat(page.get("/api/throttles"))
        .isEqualTo(json("{'tier':'S1','units':2,'throttle':'enforce','throttled':[]}"));
  }
}
