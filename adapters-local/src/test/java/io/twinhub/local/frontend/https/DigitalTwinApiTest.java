package io.twinhub.local.frontend.https;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.method.MethodRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Digital twins over REST. Source: rest-api.md 8. */
@Timeout(60)
class DigitalTwinApiTest {
  private static final String TWIN = "/digitaltwins/alpha";
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final String TARGET = "[{\"op\":\"add\",\"path\":\"/target\",\"value\":42}]";

  private final RunningHub hub = new RunningHub().with("alpha");
  private final BlockingQueue<MethodRequest> taken = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    hub.close();
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("none");
  }

  private void device(String modelId, int status, String answer) {
    DeviceConnection device = hub.engine().connections().open(ALPHA, modelId, reason -> {});
    var unused = device.takeCalls(call -> {
      taken.add(call);
      device.answer(call.id(), status, answer.getBytes(StandardCharsets.UTF_8));
    });
  }

  @Test
  void a_digital_twin_has_the_model_that_the_device_named_and_the_etag_of_its_twin()
      throws Exception {
    device("dtmi:com:example:Thermostat;1", 200, "");
    HttpResponse<String> read = hub.get(TWIN);
    assertThat(read.statusCode()).isEqualTo(200);
    assertThat(read.body())
        .isEqualTo("{\"$dtId\":\"alpha\",\"$metadata\":{\"$model\":"
            + "\"dtmi:com:example:Thermostat;1\"}}");
    assertThat(header(read, "ETag"))
        .isEqualTo(header(hub.get("/twins/alpha"), "ETag"))
        .isEqualTo("\"AAAAAAAAAAE=\"");
  }

  @Test
  void a_patch_is_accepted_and_changes_the_desired_properties() throws Exception {
    HttpResponse<String> patched = hub.send("PATCH", TWIN, TARGET);
    assertThat(patched.statusCode()).isEqualTo(202);
    assertThat(patched.body()).isEmpty();
    assertThat(header(patched, "Location")).isEqualTo("/digitaltwins/alpha");
    assertThat(header(patched, "ETag")).isEqualTo("\"AAAAAAAAAAI=\"");
    assertThat(hub.get("/twins/alpha").body()).contains("\"desired\":{\"target\":42,");
    assertThat(hub.get(TWIN).body()).contains("\"desiredValue\":42,\"desiredVersion\":2");
  }

  @Test
  void a_client_without_patch_sends_a_post_that_says_so() throws Exception {
    assertThat(hub.send("POST", TWIN, TARGET, "X-HTTP-Method-Override", "PATCH").statusCode())
        .isEqualTo(202);
  }

  @Test
  void a_condition_that_fails_changes_nothing() throws Exception {
    HttpResponse<String> refused = hub.send("PATCH", TWIN, TARGET, "If-Match", "\"old\"");
    assertThat(refused.statusCode()).isEqualTo(412);
    assertThat(refused.body()).contains("ErrorCode:PreconditionFailed;if-match was old");
    assertThat(hub.get("/twins/alpha").body()).doesNotContain("42");
    assertThat(hub.send("PATCH", TWIN, TARGET, "If-Match", "\"AAAAAAAAAAE=\"").statusCode())
        .isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 400 | InvalidDigitalTwinJsonPatch | the body is not an array",
        "[{\"op\":\"add\",\"path\":\"/a/b/c\",\"value\":1}] | 400 | InvalidDigitalTwinPatchPath"
            + " | the path '/a/b/c' is too long",
        "[{\"op\":\"remove\",\"path\":\"/a\"}] | 400 | InvalidDigitalTwinPatch"
            + " | remove '/a': the digital twin has nothing there",
        "[{\"op\":\"add\",\"path\":\"/a.b\",\"value\":1}] | 400 | ArgumentInvalid"
            + " | Property or Tag name has invalid characters",
        "[ | 400 | IotHubFormatError | not JSON",
      })
  void bad_patches_are_refused_by_name(String body, int status, String name, String text)
      throws Exception {
    HttpResponse<String> refused = hub.send("PATCH", TWIN, body);
    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(refused.body()).contains("ErrorCode:" + name).contains(text);
    assertThat(header(refused, "iothub-errorcode")).isEqualTo(name);
  }

  @Test
  void who_is_not_registered_is_not_found() throws Exception {
    for (HttpResponse<String> refused : List.of(
        hub.get("/digitaltwins/ghost"),
        hub.send("PATCH", "/digitaltwins/ghost", TARGET),
        hub.send("POST", "/digitaltwins/ghost/commands/reboot", "1"))) {
      assertThat(refused.statusCode()).isEqualTo(404);
      assertThat(header(refused, "iothub-errorcode")).isEqualTo("DeviceNotFound");
    }
  }

  @Test
  void no_patch_of_many_at_once_is_lost() {
    List<CompletableFuture<Integer>> patches = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      String patch = "[{\"op\":\"add\",\"path\":\"/c/p%d\",\"value\":%d}]".formatted(i, i);
      patches.add(CompletableFuture.supplyAsync(() -> {
        try {
          return hub.send("PATCH", TWIN, patch).statusCode();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }));
    }
    assertThat(patches.stream().map(CompletableFuture::join)).containsOnly(202);
    assertThat(hub.engine().twins().find(ALPHA).orElseThrow().desired().values().toString())
        .contains("\"__t\":\"c\"", "\"p0\":0", "\"p19\":19");
  }

  @ParameterizedTest
  @CsvSource({
    "/digitaltwins/alpha/commands/reboot, reboot",
    "/digitaltwins/alpha/components/thermostat1/commands/getMax, thermostat1*getMax"
  })
  void a_command_is_a_method_of_the_device(String path, String method) throws Exception {
    device("", 203, "{\"max\":30.0}");
    HttpResponse<String> answer = hub.send("POST", path, "\"2020-01-01\"");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"max\":30.0}");
    assertThat(header(answer, "x-ms-command-statuscode")).isEqualTo("203");
    assertThat(header(answer, "x-ms-request-id")).matches("[0-9a-f-]{36}");
    MethodRequest call = taken.remove();
    assertThat(call.name()).hasToString(method);
    assertThat(call.payload().text()).isEqualTo("\"2020-01-01\"");
  }

  @Test
  void a_command_without_a_payload_has_null() throws Exception {
    device("", 200, "");
    HttpResponse<String> answer = hub.send("POST", TWIN + "/commands/reboot", "");
    assertThat(answer.body()).isEqualTo("null");
    assertThat(taken.remove().payload().text()).isEqualTo("null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/commands/reboot | 1 | DeviceNotOnline | Timed out waiting for device to connect.",
        "/commands/reboot | { | IotHubFormatError | not JSON",
        "/commands/re:boot | 1 | ArgumentInvalid | method name 're:boot' must have",
        "/commands/reboot?responseTimeoutInSeconds=4 | 1 | ArgumentInvalid | ResponseTimeout"
            + " has to be between 5 and 300 seconds.",
        "/commands/reboot?connectTimeoutInSeconds=x | 1 | ArgumentInvalid | the query"
            + " parameter connectTimeoutInSeconds is 'x'; it must be a whole number of seconds",
      })
  void bad_commands_are_refused(String path, String body, String name, String text)
      throws Exception {
    HttpResponse<String> refused = hub.send("POST", TWIN + path, body);
    assertThat(refused.statusCode()).isBetween(400, 404);
    assertThat(refused.body()).contains(text);
    assertThat(header(refused, "iothub-errorcode")).isEqualTo(name);
  }
}
