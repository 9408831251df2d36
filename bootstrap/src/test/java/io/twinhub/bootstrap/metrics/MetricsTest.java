package io.twinhub.bootstrap.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.cli.Ran;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page {@code /metrics} of a running hub. */
@Timeout(120)
class MetricsTest {
  private Twinhub hub;

  @BeforeEach
  void start() {
    hub = Twinhub.start(HubConfig.forTests(Ran.runFolder()));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private HttpResponse<String> page() throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(
                    "http://127.0.0.1:%d/metrics".formatted(hub.facts().adminPort())))
                .build(),
            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
  }

  private Exposition read() throws Exception {
    return Exposition.read(page().body());
  }

  private static void done(String... arguments) {
    Ran ran = Ran.twinhub(arguments);
    assertThat(ran.code()).as(ran.err()).isZero();
  }

  private static String operations(String operation, String transport, String outcome) {
    return "twinhub_operations_total{operation=\"%s\",transport=\"%s\",outcome=\"%s\"}"
        .formatted(operation, transport, outcome);
  }

  @Test
  void the_page_names_the_format_and_needs_no_token() throws Exception {
    HttpResponse<String> page = page();
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    Exposition.read(page.body());
  }

  @Test
  void requests_are_counted_by_operation_transport_and_outcome() throws Exception {
    done("device-identity", "create", "-d", "d1");
    Exposition before = read();
    done("device-twin", "update", "-d", "d1", "--desired", "{\"t\":1}");
    done("device-twin", "update", "-d", "d1", "--desired", "{\"t\":2}");
    done("device", "send-d2c-message", "-d", "d1", "--data", "x");
    assertThat(Ran.twinhub("device-twin", "show", "-d", "nobody").code()).isEqualTo(1);
    hub.ports().twins().find(TwinAddress.device("d1"));
    Exposition after = read();
    assertThat(before.value(operations("patch-twin", "https", "done"))).isZero();
    assertThat(after.value(operations("patch-twin", "https", "done"))).isEqualTo(2);
    assertThat(after.value(operations("send-event", "mqtt", "done"))).isEqualTo(1);
    assertThat(after.value(operations("connect", "mqtt", "done"))).isEqualTo(1);
    assertThat(after.value(operations("read-twin", "https", "refused"))).isEqualTo(1);
    assertThat(after.value(operations("read-twin", "in-process", "done"))).isEqualTo(1);
    assertThat(after.value("twinhub_refusals_total{error=\"DeviceNotFound\"}")).isEqualTo(1);
    assertThat(after.value("twinhub_operation_duration_seconds_count{operation=\"patch-twin\"}"))
        .isEqualTo(2);
    assertThat(after.value("twinhub_operation_duration_seconds_sum{operation=\"patch-twin\"}"))
        .isGreaterThan(0)
        .isLessThan(10);
    assertThat(after.value("twinhub_written_total") - before.value("twinhub_written_total"))
        .isGreaterThanOrEqualTo(2);
    assertThat(after.value("twinhub_commit_duration_seconds_count"))
        .isGreaterThan(before.value("twinhub_commit_duration_seconds_count"));
    assertThat(after.value("twinhub_event_log_appended_total")).isEqualTo(1);
    assertThat(after.value("twinhub_event_log_events")).isEqualTo(1);
  }

  @Test
  void the_contents_and_the_connections_are_told() throws Exception {
    hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.device("d1")));
    hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.module("d1", "m")));
    done("device-identity", "create", "-d", "d2", "--status", "disabled");
    Exposition page = read();
    assertThat(page.value("twinhub_devices{status=\"enabled\"}")).isEqualTo(1);
    assertThat(page.value("twinhub_devices{status=\"disabled\"}")).isEqualTo(1);
    assertThat(page.value("twinhub_twins")).isEqualTo(3);
    assertThat(page.value("jvm_threads_current")).isGreaterThan(1);
    assertThat(page.value("process_start_time_seconds")).isGreaterThan(1.7e9);
    assertThat(page.value("process_cpu_seconds_total")).isGreaterThan(0);
    assertThat(page.value("jvm_memory_used_bytes{area=\"heap\"}")).isGreaterThan(1e6);
  }

  @Test
  void an_open_connection_is_counted_at_its_listener() throws Exception {
    assertThat(read().value("twinhub_sockets{listener=\"mqtt\"}")).isZero();
    try (java.net.Socket socket = new java.net.Socket(
        java.net.InetAddress.getLoopbackAddress(), hub.facts().mqttPort())) {
      assertThat(socket.isConnected()).isTrue();
      org.awaitility.Awaitility.await()
          .until(() -> read().value("twinhub_sockets{listener=\"mqtt\"}") == 1);
    }
  }

  @Test
  void a_fault_that_takes_part_is_counted() throws Exception {
    done("device-identity", "create", "-d", "d1");
    done("fault", "create", "--effect", "latency", "--delay", "1ms", "-d", "d1");
    done("device-twin", "show", "-d", "d1");
    Exposition page = read();
    assertThat(page.value("twinhub_faults")).isEqualTo(1);
    assertThat(page.value("twinhub_disturbed_operations_total")).isEqualTo(1);
  }

  @Test
  void no_device_is_named_and_no_key_is_told() throws Exception {
    done("device-identity", "create", "-d", "secretive");
    done("device-twin", "show", "-d", "secretive");
    assertThat(page().body())
        .contains("read-twin")
        .doesNotContain("secretive", hub.facts().adminToken());
  }

  @Test
  void a_page_of_another_site_cannot_read_it() throws Exception {
    try (java.net.Socket socket = new java.net.Socket(
        java.net.InetAddress.getLoopbackAddress(), hub.facts().adminPort())) {
      socket
          .getOutputStream()
          .write("GET /metrics HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
              .getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).doesNotContain("twinhub_").doesNotStartWith("HTTP/1.1 200");
    }
  }

  @Test
  void the_documentation_lists_all_metrics() throws Exception {
    Ran unused = Ran.twinhub("device-twin", "show", "-d", "nobody");
    List<String> table;
    try (var lines = Files.lines(Path.of("../docs/metrics.md"))) {
      table = lines.filter(line -> line.startsWith("| `")).toList();
    }
    assertThat(read().table(table)).isEqualTo(table);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# HELP a b\n# TYPE a gauge\na 1",
        "a 1\n",
        "# HELP a b\na 1\n",
        "# HELP a b\n# TYPE a gauge\nb 1\n",
        "# HELP a b\n# TYPE a gauge\na one\n",
        "# HELP a b\n# TYPE a gauge\na{b=c} 1\n",
        "# HELP a b\n# TYPE a gauge\na{b=\"c\" d=\"e\"} 1\n",
        "# HELP a b\n# TYPE a gauge\na 1\na 2\n",
        "# HELP a b\n# TYPE a counter\na 1\n",
        "# HELP a_total b\n# TYPE a_total gauge\na_total 1\n",
        "# TYPE a gauge\na 1\n",
        "# HELP a b\n# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\na_sum 1\na_count 1\n",
        "# HELP a b\n# TYPE a histogram\na_bucket{le=\"1\"} 1\na_bucket{le=\"+Inf\"} 1\na_count 1\n",
        "\n",
      })
  void the_reader_of_this_test_refuses_what_is_not_the_format(String text) {
    assertThatThrownBy(() -> Exposition.read(text)).isInstanceOf(AssertionError.class);
  }

  @Test
  void labels_are_escaped() {
    String text = new MetricsText().gauge("a", "b").value(1, "c", "x\"y\\z\n").toString();
    assertThat(text).endsWith("a{c=\"x\\\"y\\\\z\\n\"} 1\n");
    Exposition.read(text);
  }
}
