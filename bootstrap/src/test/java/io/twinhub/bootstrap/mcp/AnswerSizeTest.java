package io.twinhub.bootstrap.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.cli.Ran;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No answer is longer than an agent can read, and there is always a way to the rest. */
@Timeout(120)
class AnswerSizeTest {
  private static final int MEMBERS = 7;

  private Twinhub hub;
  private AgentSession agent;

  @BeforeEach
  void start() throws IOException {
    hub = Twinhub.start(HubConfig.forTests(Ran.runFolder()));
    agent = AgentSession.begun(true);
  }

  @AfterEach
  void stop() throws IOException {
    agent.close();
    hub.close();
  }

  /** A device whose tags and desired properties have about {@code kilobytes} together. */
  private void register(String id, int kilobytes) {
    TwinAddress address = TwinAddress.device(id);
    hub.ports().identities().create(IdentityRequest.withKeys(address));
    JsonObject.Builder desired = JsonObject.builder();
    for (int i = 0; i < MEMBERS; i++) {
      desired.put("m" + i, "x".repeat(kilobytes * 1024 / MEMBERS));
    }
    hub.ports().twins().patch(address, TwinPatch.ofDesired(desired.build()), IfMatch.any());
  }

  private static List<JsonObject> list(JsonObject answer, String name) {
    return ((JsonArray) answer.find(name).orElseThrow())
        .elements().stream().map(JsonObject.class::cast).toList();
  }

  @Test
  void rows_that_do_not_fit_come_with_the_next_answer() throws Exception {
    for (int i = 0; i < 10; i++) {
      register("d" + i, 12);
    }
    List<String> ids = new ArrayList<>();
    Optional<String> next = Optional.of("");
    int answers = 0;
    while (next.isPresent()) {
      JsonObject answer = agent.call(
          "query",
          "{\"sql\":\"SELECT * FROM devices\",\"continuation\":\"%s\"}".formatted(next.get()));
      assertThat(answer.toString().length()).isLessThanOrEqualTo(AnswerSize.MAX + 1_000);
      list(answer, "rows").forEach(row -> ids.add(AgentSession.text(row, "deviceId")));
      next = answer.find("next").map(token -> ((JsonString) token).value());
      answers++;
    }
    assertThat(ids).hasSize(10).doesNotHaveDuplicates();
    assertThat(answers).isGreaterThan(3);
  }

  @Test
  void a_twin_that_is_too_large_is_refused_with_the_paths_below_it() throws Exception {
    register("d", 28);
    JsonObject.Builder reported = JsonObject.builder();
    for (int i = 0; i < MEMBERS; i++) {
      reported.put("r" + i, "y".repeat(3_000));
    }
    try (DeviceConnection device =
        hub.ports().connections().open(TwinAddress.device("d"), "", reason -> {})) {
      device.report(io.twinhub.domain.twin.ReportedPatch.of(reported.build()));
    }
    assertThat(agent.refusal("show_twin", "{\"deviceId\":\"d\"}"))
        .startsWith("the twin has ")
        .contains("characters, and an answer may have 40000; ask for a path below it: ")
        .contains("properties (");
    assertThat(agent.refusal("show_twin", "{\"deviceId\":\"d\",\"path\":\"properties\"}"))
        .startsWith("'properties' has ")
        .contains("properties.desired (")
        .contains("properties.reported (");
    assertThat(agent
            .call("show_twin", "{\"deviceId\":\"d\",\"path\":\"properties.desired\"}")
            .toString()
            .length())
        .isLessThan(AnswerSize.MAX);
    assertThat(agent.refusal("query", "{\"sql\":\"SELECT * FROM devices\"}"))
        .isEqualTo(
            "one row of this query has more than 40000 characters; select single members, or use show_twin"
                + " with a path");
  }

  @Test
  void a_large_method_answer_is_cut_and_says_so() throws Exception {
    hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.device("d")));
    try (var device = io.twinhub.application.device.ConnectedDevice.open(
        hub.ports().connections(), TwinAddress.device("d"))) {
      device.onMethod(
          "long",
          payload -> io.twinhub.domain.message.method.MethodAnswer.of(
              200, "\"" + "z".repeat(60_000) + "\""));
      assertThat(agent
              .call("invoke_method", "{\"deviceId\":\"d\",\"method\":\"long\"}")
              .toString())
          .hasSizeLessThan(AnswerSize.MAX)
          .endsWith("zzz… (cut: the device answered 60002 characters)\"}");
    }
  }

  @Test
  void events_that_do_not_fit_come_with_the_next_answer() throws Exception {
    hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.device("d")));
    try (DeviceConnection device =
        hub.ports().connections().open(TwinAddress.device("d"), "", reason -> {})) {
      for (int i = 0; i < 10; i++) {
        device
            .send(DeviceMessage.ofJson("{\"n\":%d,\"pad\":\"%s\"}".formatted(i, "p".repeat(8_000))))
            .join();
      }
    }
    List<String> bodies = new ArrayList<>();
    String from = "2020-01-01T00:00:00Z";
    while (!from.isEmpty()) {
      JsonObject answer = agent.call("recent_events", "{\"from\":\"%s\"}".formatted(from));
      list(answer, "events")
          .forEach(event -> bodies.add(((JsonObject) event.find("body").orElseThrow())
              .find("n")
              .orElseThrow()
              .toString()));
      from = answer.find("next").map(next -> ((JsonString) next).value()).orElse("");
    }
    assertThat(bodies).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
  }

  @Test
  void one_value_is_always_shown_and_further_ones_while_they_fit() {
    JsonString large = new JsonString("x".repeat(AnswerSize.MAX));
    JsonString small = new JsonString("x");
    assertThat(AnswerSize.fitting(List.of())).isZero();
    assertThat(AnswerSize.fitting(List.of(large, small))).isEqualTo(1);
    assertThat(AnswerSize.fitting(List.of(small, large))).isEqualTo(1);
    assertThat(AnswerSize.fitting(List.of(small, small))).isEqualTo(2);
  }
}
