package io.twinhub.local.frontend.https;

import static io.twinhub.local.frontend.https.DeviceApiTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.message.method.MethodLimits;
import io.twinhub.domain.message.method.MethodRequest;
import io.twinhub.local.frontend.access.Registry;
import io.twinhub.local.frontend.access.Tokens;
import io.twinhub.local.frontend.https.RawClient.Answer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Direct methods, as back ends call them, with a device in this process that answers. */
class MethodApiTest {
  private static final String METHODS = "/twins/alpha/methods";
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final TwinAddress CAMERA = TwinAddress.module("alpha", "camera");
  private static final TwinAddress OTHER = TwinAddress.module("beta", "other");
  private static final long SE = RunningHub.NOON.plusSeconds(3600).getEpochSecond();

  private final RunningHub hub =
      new RunningHub().with("alpha").with("alpha", "camera").with("beta").with("beta", "other");
  private final BlockingQueue<MethodRequest> taken = new LinkedBlockingQueue<>();

  @AfterEach
  void stop() {
    hub.close();
  }

  private DeviceConnection connect(TwinAddress address) {
    return hub.engine().connections().open(address, "", reason -> {});
  }

  /** A device that answers each call with its own payload. */
  private void echo(TwinAddress address, int status) {
    DeviceConnection device = connect(address);
    var unused = device.takeCalls(call -> {
      taken.add(call);
      device.answer(call.id(), status, call.payload().json().toArray());
    });
  }

  /** A device that keeps its calls to itself. */
  private DeviceConnection silent() {
    DeviceConnection device = connect(ALPHA);
    var unused = device.takeCalls(taken::add);
    return device;
  }

  private MethodRequest next() throws InterruptedException {
    return Objects.requireNonNull(taken.poll(10, TimeUnit.SECONDS), "no call came");
  }

  private static Answer answer(HttpResponse<String> response) {
    Map<String, String> headers = new HashMap<>();
    response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
    return new Answer(response.statusCode(), headers, response.body());
  }

  private Answer call(String path, String body, String... headers) throws Exception {
    return answer(hub.send("POST", path, body, headers));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "true",
        "0",
        "-1.50",
        "1E2",
        "12345678901234567890.10",
        "\"\"",
        "\"t\\u00e9xt \\\"}\"",
        "[]",
        "[1, [2 ,3],  {}]",
        "{ \"a\" : { \"b\" : 1.0 } ,\"a\":2}"
      })
  void a_payload_of_any_kind_passes_as_it_is_written(String payload) throws Exception {
    echo(ALPHA, 200);
    Answer answer =
        call(METHODS, "{\"methodName\":\"echo\", \"payload\": %s , \"x\":1}".formatted(payload));
    assertThat(answer.body()).isEqualTo("{\"status\":200,\"payload\":%s}".formatted(payload));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers()).containsEntry("content-type", "application/json; charset=utf-8");
    assertThat(next().payload().text()).isEqualTo(payload);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"methodName\":\"comp*go\"}",
        "{\"MethodName\":\"comp*go\",\"Payload\":null,\"ResponseTimeoutInSeconds\":5}",
        "{\"methodName\":\"comp*go\",\"payload\":1,\"PAYLOAD\":null,\"timeoutInSeconds\":1}",
        "{\"methodName\":\"comp*go\",\"responseTimeoutInSeconds\":300,\"connectTimeoutInSeconds\":300}",
        "{\"methodName\":\"comp*go\",\"responseTimeoutInSeconds\":null,\"connectTimeoutInSeconds\":0}"
      })
  void a_body_is_read_in_any_case_and_without_a_payload_the_device_gets_null(String body)
      throws Exception {
    echo(ALPHA, 200);
    assertThat(call(METHODS, body).body()).isEqualTo("{\"status\":200,\"payload\":null}");
    assertThat(next().name().value()).isEqualTo("comp*go");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 404, 500, Integer.MAX_VALUE})
  void whatever_status_a_device_says_the_call_was_carried_out(int status) throws Exception {
    echo(CAMERA, status);
    Answer answer = call("/twins/alpha/modules/camera/methods", "{\"methodName\":\"m\"}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":%d,\"payload\":null}".formatted(status));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'methodName':'m','responseTimeoutInSeconds':4} | 400004 | ArgumentInvalid | ResponseTimeout has to be between 5 and 300 seconds.",
        "{'methodName':'m','responseTimeoutInSeconds':301} | 400004 | ArgumentInvalid | ResponseTimeout has to be between 5 and 300 seconds.",
        "{'methodName':'m','responseTimeoutInSeconds':9223372036854775807} | 400004 | ArgumentInvalid | ResponseTimeout has to be between 5 and 300 seconds.",
        "{'methodName':'m','connectTimeoutInSeconds':-1} | 400004 | ArgumentInvalid | ConnectTimeout has to be between 0 and 300 seconds.",
        "{'methodName':'m','connectTimeoutInSeconds':301} | 400004 | ArgumentInvalid | ConnectTimeout has to be between 0 and 300 seconds.",
        "{'methodName':'m','connectTimeoutInSeconds':1.5} | 400004 | ArgumentInvalid | connectTimeoutInSeconds must be a whole number of seconds",
        "{'methodName':'m','responseTimeoutInSeconds':'30'} | 400004 | ArgumentInvalid | responseTimeoutInSeconds must be a whole number of seconds",
        "{'methodName':'m','responseTimeoutInSeconds':1e30} | 400004 | ArgumentInvalid | responseTimeoutInSeconds must be a whole number of seconds",
        "{'methodName':1} | 400004 | ArgumentInvalid | methodName must be a string",
        "[] | 400006 | IotHubFormatError | expected a JSON object",
        "~~ | 400006 | IotHubFormatError | expected JSON, found nothing"
      })
  void what_is_wrong_is_said_with_its_number(String body, int number, String name, String text)
      throws Exception {
    echo(ALPHA, 200);
    assertRefused(call(METHODS, body.replace('\'', '"')), number, name, text);
    assertThat(taken).isEmpty();
  }

  @Test
  void a_name_has_no_blank_no_sign_of_topics_and_no_letter_beyond_ascii() throws Exception {
    echo(ALPHA, 200);
    List<String> names = new ArrayList<>(List.of("", "n".repeat(101), "\\u00e9", "\\t", "\\u0000"));
    " $()<>@,;:/[]?={}".chars().mapToObj(Character::toString).forEach(names::add);
    names.addAll(List.of("\\\\", "\\\""));
    for (String name : names) {
      Answer answer =
          call(METHODS, "{\"methodName\":\"a%s\"}".formatted(name).replace("\"a\"", "\"\""));
      assertThat(answer.status()).as(name).isEqualTo(400);
      assertThat(answer.body()).contains("400004").contains("must have 1 to 100 printable ASCII");
    }
    assertThat(call(METHODS, "{}").body()).contains("400004").contains("method name ''");
    assertThat(taken).isEmpty();
  }

  @Test
  void a_payload_may_have_128_kilobytes_and_no_byte_more() throws Exception {
    echo(ALPHA, 200);
    String largest = "\"" + "x".repeat(MethodLimits.PAYLOAD_BYTES_MAX - 2) + "\"";
    assertThat(
            call(METHODS, "{\"methodName\":\"m\",\"payload\":" + largest + "}").body())
        .isEqualTo("{\"status\":200,\"payload\":" + largest + "}");
    assertRefused(
        call(METHODS, "{\"methodName\":\"m\",\"payload\":\"x" + largest.substring(1) + "}"),
        413001,
        "MessageTooLarge",
        "the payload of a method has 131073 bytes of JSON; at most 131072 are allowed");
  }

  @ParameterizedTest
  @CsvSource({
    "/twins/ghost/methods, 404001, DeviceNotFound, Device ghost not registered",
    "/twins/ghost/modules/m/methods, 404001, DeviceNotFound, Device ghost not registered",
    "/twins/alpha/modules/m/methods, 404010, ModuleNotFound, Module m on device alpha not registered",
  })
  void who_is_not_registered_is_not_found(String path, int number, String name, String text)
      throws Exception {
    assertRefused(call(path, "{\"methodName\":\"m\"}"), number, name, text);
  }

  private static void assertWait(Answer answer, String timeout) {
    JsonString inner =
        (JsonString) JsonText.parseObject(answer.body()).find("Message").orElseThrow();
    assertThat(JsonText.parseObject(inner.value()).find("info"))
        .contains(JsonObject.of("timeout", new JsonString(timeout)));
  }

  @ParameterizedTest
  @CsvSource({"0, 00:00:00", "1, 00:00:01"})
  void who_is_not_connected_or_takes_no_calls_is_not_online(int wait, String timeout)
      throws Exception {
    String body = "{\"methodName\":\"m\",\"connectTimeoutInSeconds\":%d}".formatted(wait);
    Answer nobody = call(METHODS, body);
    assertRefused(nobody, 404103, "DeviceNotOnline", "Timed out waiting for device to connect.");
    assertWait(nobody, timeout);
    try (DeviceConnection deaf = connect(ALPHA)) {
      assertThat(deaf.address()).isEqualTo(ALPHA);
      assertThat(call(METHODS, body).body()).isNotEmpty().contains("404103");
    }
  }

  @Test
  void a_call_waits_for_a_device_that_connects_in_time() throws Exception {
    try (RawClient client = hub.raw()) {
      client.send(post(METHODS, "{\"methodName\":\"late\",\"connectTimeoutInSeconds\":300}"));
      echo(ALPHA, 201);
      assertThat(client.answer().body()).isEqualTo("{\"status\":201,\"payload\":null}");
    }
  }

  @Test
  void a_device_that_leaves_without_an_answer_is_a_time_out_of_the_gateway() throws Exception {
    DeviceConnection device = silent();
    try (RawClient client = hub.raw()) {
      client.send(post(METHODS, "{\"methodName\":\"m\",\"responseTimeoutInSeconds\":90}"));
      next();
      device.close();
      Answer answer = client.answer();
      assertRefused(
          answer, 504101, "GatewayTimeout", "Timed out waiting for the response from device.");
      assertWait(answer, "00:01:30");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "nonsense", "{} {}"})
  void an_answer_that_is_not_json_is_the_devices_fault(String payload) throws Exception {
    DeviceConnection device = silent();
    try (RawClient client = hub.raw()) {
      client.send(post(METHODS, "{\"methodName\":\"m\"}"));
      device.answer(next().id(), 200, payload.getBytes(StandardCharsets.UTF_8));
      Answer answer = client.answer();
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.body())
          .contains("The device answered, but its payload cannot be passed on");
    }
  }

  private static String post(String path, String body) {
    return DeviceApiTest.request(
        "POST", path + "?api-version=2021-04-12", body, "Authorization: " + RunningHub.OWNER);
  }

  @Test
  void devices_that_think_hold_up_nobody_else() throws Exception {
    DeviceConnection device = silent();
    List<RawClient> waiting = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      waiting.add(
          hub.raw().send(post(METHODS, "{\"methodName\":\"m\",\"payload\":%d}".formatted(i))));
    }
    List<MethodRequest> calls = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      calls.add(next());
    }
    assertThat(hub.get("/twins/alpha").statusCode()).isEqualTo(200);
    calls.forEach(call -> device.answer(call.id(), 200, call.payload().json().toArray()));
    for (int i = 0; i < 100; i++) {
      try (RawClient client = waiting.get(i)) {
        assertThat(client.answer().body())
            .isEqualTo("{\"status\":200,\"payload\":%d}".formatted(i));
      }
    }
  }

  @Test
  void a_flood_of_calls_to_a_silent_device_is_told_to_wait_and_others_are_answered()
      throws Exception {
    DeviceConnection device = silent();
    echo(CAMERA, 200);
    for (int i = 0; i < 250; i++) {
      var unused = hub.engine().methods().invoke(ALPHA, MethodCall.of("m", "1"));
    }
    Answer refused = call(METHODS, "{\"methodName\":\"m\"}");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.body())
        .contains("429001")
        .contains("250 method calls to alpha are under way");
    assertThat(call("/twins/alpha/modules/camera/methods", "{\"methodName\":\"m\"}")
            .status())
        .isEqualTo(200);
    device.close();
    assertThat(call(METHODS, "{\"methodName\":\"m\"}").body()).contains("404103");
  }

  @Test
  void answers_on_one_connection_keep_the_order_of_the_requests() throws Exception {
    DeviceConnection device = silent();
    try (RawClient client = hub.raw()) {
      client.send(post(METHODS, "{\"methodName\":\"first\"}") + post("/twins/ghost/methods", "{}"));
      MethodRequest first = next();
      client.send(post(METHODS, "{\"methodName\":\"third\"}"));
      assertThat(hub.get("/twins/alpha").statusCode()).isEqualTo(200);
      assertThat(taken).as("not begun before the first is answered").isEmpty();
      device.answer(first.id(), 1, new byte[0]);
      assertThat(client.answer().body()).isEqualTo("{\"status\":1,\"payload\":null}");
      assertThat(client.answer().status()).isEqualTo(400);
      device.answer(next().id(), 3, new byte[0]);
      assertThat(client.answer().body()).isEqualTo("{\"status\":3,\"payload\":null}");
    }
  }

  @Test
  void a_client_that_goes_takes_its_call_with_it() throws Exception {
    DeviceConnection device = silent();
    boolean waitedFor = true;
    for (int i = 0; i < 200 && waitedFor; i++) {
      MethodRequest call;
      try (RawClient client = hub.raw()) {
        client.send(post(METHODS, "{\"methodName\":\"m\",\"responseTimeoutInSeconds\":300}"));
        call = next();
      }
      assertThat(hub.get("/twins/alpha").statusCode()).isEqualTo(200);
      waitedFor = device.answer(call.id(), 200, new byte[0]);
    }
    assertThat(waitedFor).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "alpha/camera, alpha/modules/camera, /twins/alpha/methods, 200",
    "%61lpha/camera, alpha/modules/camera, /twins/alpha/methods, 200",
    "alpha/camera, alpha/modules/camera, /twins/alpha/modules/camera/methods, 200",
    "beta/other, beta/modules/other, /twins/alpha/methods, 401",
    "beta/other, beta/modules/other, /twins/alpha/modules/camera/methods, 401",
    "alpha/camera, beta/modules/other, /twins/alpha/methods, 401",
    "camera, alpha/modules/camera, /twins/alpha/methods, 400",
    "alpha/camera/x, alpha/modules/camera, /twins/alpha/methods, 400",
  })
  void a_module_calls_its_device_and_the_modules_beside_it(
      String caller, String token, String path, int status) throws Exception {
    hub.registry().with(ALPHA).with(CAMERA).with(TwinAddress.device("beta")).with(OTHER);
    echo(ALPHA, 200);
    echo(CAMERA, 200);
    String key = token.replace("/modules", "");
    Answer answer = call(
        path,
        "{\"methodName\":\"m\"}",
        "Authorization",
        Tokens.device(token, Registry.key(key), SE),
        "x-ms-edge-moduleId",
        caller);
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
  }

  @Test
  void a_back_end_may_say_that_it_calls_for_a_module() throws IOException, InterruptedException {
    echo(ALPHA, 200);
    assertThat(hub.send(
                "POST", METHODS, "{\"methodName\":\"m\"}", "x-ms-edge-moduleId", "alpha/camera")
            .statusCode())
        .isEqualTo(200);
  }
}
