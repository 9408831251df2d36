package io.twinhub.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.ReportedPatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A rollout to devices that follow, refuse, or are not there. */
@Timeout(60)
class RolloutCommandTest {
  private final ExecutorService device = Executors.newSingleThreadExecutor();
  private Twinhub hub = Twinhub.start(HubConfig.forTests(Ran.runFolder()));

  @BeforeEach
  void register() {
    for (String id : new String[] {"a", "b", "c"}) {
      Ran.twinhub("device-identity", "create", "-d", id);
    }
  }

  @AfterEach
  void stop() {
    device.shutdownNow();
    hub.close();
  }

  /** Connects as a device that reports {@code answer} to each change. */
  private void connect(String id, Function<DesiredChange, JsonObject> answer) {
    DeviceConnection connection =
        hub.ports().connections().open(TwinAddress.device(id), "", reason -> {});
    var unused = connection.watchDesired(
        change -> device.execute(() -> connection.report(ReportedPatch.of(answer.apply(change)))));
  }

  private static JsonObject refusal(DesiredChange change) {
    return JsonObject.of(
        "fw",
        JsonObject.builder()
            .put("value", 1)
            .put("ac", 500)
            .put("av", change.version().asJson())
            .put("ad", "no space")
            .build());
  }

  private static String counts(Ran ran) {
    return ran.json().toString();
  }

  @Test
  void devices_that_follow_end_it() {
    for (String id : new String[] {"a", "b", "c"}) {
      connect(id, DesiredChange::patch);
    }
    Ran ran =
        Ran.twinhub("rollout", "-q", "SELECT * FROM devices", "--desired", "{\"fw\":2}", "--watch");
    assertThat(counts(ran))
        .isEqualTo("{\"devices\":3,\"converged\":3,\"failed\":0,\"waiting\":0,\"offline\":0}");
    assertThat(ran.err())
        .contains("patching devices: 3 of 3\n")
        .endsWith("converged: 3 of 3, 0 failed, 0 waiting, 0 offline\n");
    assertThat(ran.code()).isZero();
  }

  @Test
  void who_fails_and_who_is_offline_is_named() {
    connect("a", DesiredChange::patch);
    connect("b", RolloutCommandTest::refusal);
    Ran ran =
        Ran.twinhub("rollout", "-q", "deviceId != 'x'", "--desired", "{\"fw\":2}", "--wait", "3s");
    assertThat(counts(ran))
        .isEqualTo("{\"devices\":3,\"converged\":1,\"failed\":1,\"waiting\":0,\"offline\":1}");
    assertThat(ran.err())
        .contains("b failed: fw answered 500: no space\n")
        .endsWith("twinhub: 2 of 3 devices have not converged; offline: c\n");
    assertThat(ran.code()).isEqualTo(1);
  }

  @Test
  void without_waiting_it_only_writes() {
    Ran ran = Ran.twinhub("rollout", "-q", "deviceId = 'a'", "--desired", "{\"fw\":2}");
    assertThat(counts(ran))
        .isEqualTo("{\"devices\":1,\"converged\":0,\"failed\":0,\"waiting\":0,\"offline\":1}");
    assertThat(ran.code()).isZero();
    assertThat(Ran.twinhub("device-twin", "show", "-d", "a").out()).contains("\"fw\": 2");
    assertThat(Ran.twinhub("device-twin", "show", "-d", "b").out()).doesNotContain("\"fw\": 2");
  }

  @Test
  void what_no_twin_may_hold_fails_for_each_device() {
    Ran ran = Ran.twinhub("rollout", "-q", "deviceId != 'x'", "--desired", "{\"fw\":[1]}");
    assertThat(ran.err())
        .contains("c failed: Provided json is not a valid ")
        .endsWith("twinhub: 3 of 3 devices failed\n");
    assertThat(ran.code()).isEqualTo(1);
  }

  @Test
  void wrong_use_is_told() {
    assertWrong("--desired: name at least one property", "--desired", "{}");
    assertWrong(
        "--wait and --watch exclude each other",
        "--desired",
        "{\"a\":1}",
        "--watch",
        "--wait",
        "1s");
    assertWrong(
        "--wait: 'soon' is not a duration; write 500ms, 10s, 2m or 1h",
        "--desired",
        "{\"a\":1}",
        "--wait",
        "soon");
    Ran none = Ran.twinhub("rollout", "-q", "deviceId = 'x'", "--desired", "{\"a\":1}");
    assertThat(none.err()).endsWith("twinhub: the query finds no device\n");
    assertThat(none.code()).isEqualTo(1);
    Ran bad = Ran.twinhub("rollout", "-q", "deviceId = ", "--desired", "{\"a\":1}");
    assertThat(bad.err())
        .contains("twinhub: 400 ")
        .contains("\nSELECT deviceId FROM devices WHERE deviceId =\n")
        .endsWith("^\n");
    assertThat(bad.code()).isEqualTo(1);
  }

  private static void assertWrong(String reason, String... arguments) {
    String[] all = new String[arguments.length + 3];
    System.arraycopy(new String[] {"rollout", "-q", "deviceId = 'a'"}, 0, all, 0, 3);
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    Ran ran = Ran.twinhub(all);
    assertThat(ran.err()).startsWith("twinhub: " + reason + "\n");
    assertThat(ran.code()).isEqualTo(2);
  }
}
