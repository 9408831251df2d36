package io.twinhub.bootstrap.explorer;

import static io.twinhub.bootstrap.explorer.ExplorerClient.at;
import static io.twinhub.bootstrap.explorer.ExplorerClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.twinhub.application.device.ConnectedDevice;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.document.PatchDocument;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageAck;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.domain.twin.IfMatch;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the page does to devices: methods, messages and simulated devices. */
@Timeout(60)
class ExplorerActionsTest {

  @TempDir
  private static Path folder;

  private Twinhub hub;
  private ExplorerClient page;

  @BeforeEach
  void start() throws Exception {
    hub = Twinhub.start(HubConfig.forTests(folder));
    register(TwinAddress.device("d"));
    page = ExplorerClient.of(hub);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void register(TwinAddress address) {
    var unused = hub.ports().identities().create(IdentityRequest.withKeys(address));
  }

  private ConnectedDevice connect() {
    return ConnectedDevice.open(hub.ports().connections(), TwinAddress.device("d"));
  }

  private JsonObject reported(String device) {
    return hub.ports()
        .twins()
        .find(TwinAddress.device(device))
        .orElseThrow()
        .reported()
        .values();
  }

  private boolean isConnected(String device) {
    return hub.ports()
        .twins()
        .find(TwinAddress.device(device))
        .orElseThrow()
        .root()
        .connection()
        .connected();
  }

  @Test
  void a_method_is_called_with_its_payload_as_it_was_written() throws Exception {
    try (ConnectedDevice device = connect()) {
      device.onMethod("echo", payload -> new MethodAnswer(418, payload));
      HttpResponse<String> answer = page.send(
          "POST",
          "/api/devices/d/methods",
          "{\"name\":\"echo\",\"payload\":{\"n\":1.50},\"timeout\":30}");
      assertThat(answer.body()).isEqualTo("{\"status\":418,\"payload\":{\"n\":1.50}}");
      assertThat(page.did("POST", "/api/devices/d/methods", "{'name':'echo'}"))
          .isEqualTo(json("{'status':418,'payload':null}"));
    }
  }

  @Test
  void a_message_arrives_with_its_properties() throws Exception {
    CompletableFuture<CloudMessage> arrived = new CompletableFuture<>();
    try (ConnectedDevice device = connect()) {
      device.onMessage(message -> {
        arrived.complete(message.message());
        return Settlement.COMPLETE;
      });
      JsonObject sent = page.did(
          "POST",
          "/api/devices/d/messages",
          "{'body':'Grüße','properties':{'k':'v','empty':''},'ack':'full'}");
      CloudMessage message = arrived.join();
      assertThat(message.body().text()).isEqualTo("Grüße");
      assertThat(message.properties()).containsEntry("k", "v").containsEntry("empty", "");
      assertThat(message.system().ack()).contains(MessageAck.FULL);
      assertThat(message.system().messageId()).contains(at(sent, "messageId").replace("\"", ""));
    }
  }

  @Test
  void a_simulated_device_sends_answers_and_reports_what_is_desired() throws Exception {
    try (LiveClient live = LiveClient.of(page, "deviceId = 'd'")) {
      String plan = "{'interval':'100ms','telemetry':{'t':'{20..25}'},'properties':{'model':'x'}}";
      assertThat(page.did("POST", "/api/devices/d/simulation", plan)).isEqualTo(json(plan));
      JsonObject first = live.next("message");
      JsonObject second = live.next("message");
      assertThat(first.find("body").orElseThrow().toString()).matches("\\{\"t\":2[0-5](\\.\\d+)?}");
      assertThat(second).isNotEqualTo(first);
      assertThat(reported("d")).isEqualTo(json("{'model':'x'}"));
      var unused = hub.ports()
          .twins()
          .patch(
              TwinAddress.device("d"),
              PatchDocument.patch(json("{'properties':{'desired':{'rate':5}}}")),
              IfMatch.any());
      await().until(() -> reported("d").has("rate"));
      JsonObject answer =
          page.did("POST", "/api/devices/d/methods", "{'name':'reboot','payload':[1]}");
      assertThat(answer)
          .isEqualTo(
              json("{'status':200,'payload':{'methodName':'reboot','methodRequestPayload':[1]}}"));
      assertThat(page.did("DELETE", "/api/devices/d/simulation", "")).isEqualTo(JsonObject.EMPTY);
      await().until(() -> !isConnected("d"));
    }
  }

  @Test
  void a_device_is_simulated_once() throws Exception {
    var unused = page.did("POST", "/api/devices/d/simulation", "{}");
    HttpResponse<String> again = page.send("POST", "/api/devices/d/simulation", "{}");
    assertThat(again.body())
        .isEqualTo(
            "{\"error\":{\"code\":400003,\"message\":\"d is simulated already; stop it first\"}}");
  }

  @Test
  void a_simulation_ends_with_its_connection_and_can_begin_again() throws Exception {
    var unused = page.did("POST", "/api/devices/d/simulation", "{}");
    connect().close();
    HttpResponse<String> stopped = page.send("DELETE", "/api/devices/d/simulation", "");
    assertThat(stopped.statusCode()).isEqualTo(404);
    assertThat(stopped.body()).contains("d is not simulated any more");
    var unusedToo = page.did("POST", "/api/devices/d/simulation", "{}");
  }

  @Test
  void what_the_hub_refuses_first_leaves_no_device_behind() throws Exception {
    HttpResponse<String> refused =
        page.send("POST", "/api/devices/d/simulation", "{\"properties\":{\"a\":{\"$b\":1}}}");
    assertThat(refused.statusCode()).isEqualTo(400);
    await().until(() -> !isConnected("d"));
    var unused = page.did("POST", "/api/devices/d/simulation", "{}");
  }

  @Test
  void at_most_fifty_devices_are_simulated() throws Exception {
    IntStream.rangeClosed(0, 50).forEach(i -> register(TwinAddress.device("s" + i)));
    for (int i = 0; i < 50; i++) {
      var unused = page.did("POST", "/api/devices/s%d/simulation".formatted(i), "{}");
    }
    HttpResponse<String> refused = page.send("POST", "/api/devices/s50/simulation", "{}");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.body())
        .contains("50 devices are simulated, which is the limit; stop one of them first");
    var unused = page.did("DELETE", "/api/devices/s7/simulation", "");
    var unusedToo = page.did("POST", "/api/devices/s50/simulation", "{}");
  }

  @Test
  void simulated_devices_stop_with_the_hub() throws Exception {
    String plan = "{'interval':'100ms','telemetry':{'t':1}}";
    var unused = page.did("POST", "/api/devices/d/simulation", plan);
    assertThat(simulationThreads()).isPositive();
    hub.close();
    await().until(() -> simulationThreads() == 0);
  }

  private static long simulationThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("twinhub-simulated"))
        .count();
  }
}
