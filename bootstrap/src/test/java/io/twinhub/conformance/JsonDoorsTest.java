package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.twinhub.benchmark.RawAmqpDevice;
import io.twinhub.benchmark.RawDevice;
import io.twinhub.benchmark.RawMqttDevice;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.ConnectionString;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.config.HubFacts;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

/**
 * The whole corpus of JSON texts at every door through which JSON comes in: as the body, and at each place of
 * a body where a value may stand. No text is an error of the hub: no error in the log, no status 500.
 */
@Timeout(300)
class JsonDoorsTest {
  private static final int READ_MILLIS_MAX = 20_000;
  private static final int SERVER_ERROR = 500;
  private static final int NOT_IMPLEMENTED = 501;

  /** Larger messages end connections of the device protocols, as they should. */
  private static final int DEVICE_BYTES_MAX = 100_000;

  /** Larger bodies are refused by the admin port before they are read to their end. */
  private static final int ADMIN_BYTES_MAX = 16 * 1024;

  private static final Map<String, byte[]> CORPUS = JsonCorpus.all();

  @TempDir
  private static Path folder;

  private static Twinhub hub;
  private static HubFacts facts;
  private static SSLContext tls;
  private static HttpClient client;
  private static String token;
  private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();

  @BeforeAll
  static void start() throws Exception {
    hub = Twinhub.start(HubConfig.forTests(folder));
    facts = hub.facts();
    TrustManagerFactory trusted =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(facts.trust().load());
    tls = SSLContext.getInstance("TLS");
    tls.init(null, trusted.getTrustManagers(), null);
    client = HttpClient.newBuilder().sslContext(tls).build();
    ConnectionString owner = ConnectionString.parse(facts.connectionString());
    token = DeviceTokens.signed(
            owner.hostName(), owner.key().base64(), Instant.now().plus(Duration.ofHours(1)))
        + "&skn="
        + owner.keyName();
    for (String id : List.of("target", "other")) {
      assertThat(ask(
              "PUT", "/devices/" + id, "{\"deviceId\":\"@\"}", id.getBytes(StandardCharsets.UTF_8)))
          .isEqualTo(200);
    }
    assertThat(ask("PUT", "/devices/other/modules/m", "{}", new byte[0])).isEqualTo(200);
    LOG.start();
    root().addAppender(LOG);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  @AfterAll
  static void stop() {
    root().detachAppender(LOG);
    hub.close();
  }

  @AfterEach
  void no_error_is_in_the_log_and_the_hub_still_answers() throws Exception {
    assertThat(LOG.list)
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
        .extracting(ILoggingEvent::getFormattedMessage)
        .isEmpty();
    assertThat(ask(
            "PATCH",
            "/twins/other",
            "{\"tags\":{\"well\":@}}",
            "true".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(200);
    LOG.list.clear();
  }

  private static int ask(String method, String target, String template, byte[] value)
      throws Exception {
    String mark = target.contains("?") ? "&" : "?";
    HttpRequest.Builder request = HttpRequest.newBuilder(
            URI.create("https://127.0.0.1:%d%s%sapi-version=2021-04-12"
                .formatted(facts.httpsPort(), target, mark)))
        .header("Authorization", token)
        .method(method, HttpRequest.BodyPublishers.ofByteArray(JsonCorpus.in(template, value)));
    if (target.endsWith("/messages/events")) {
      request.header("Content-Type", "application/vnd.microsoft.iothub.json");
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "PUT   | /devices/target            | @",
        "PUT   | /devices/target/modules/m  | @",
        "POST  | /devices                   | @",
        "PATCH | /twins/target              | @",
        "PUT   | /twins/target              | @",
        "POST  | /devices/query             | @",
        "POST  | /twinhub/explain           | @",
        "POST  | /twinhub/why               | @",
        "POST  | /devices/target/messages/events | @",
        "PUT   | /devices/target            | {'deviceId':'target','status':@}",
        "PUT   | /devices/target            | {'deviceId':@,'statusReason':@}",
        "PUT   | /devices/target            | {'deviceId':'target','authentication':@}",
        "PUT   | /devices/target            | {'deviceId':'target','authentication':{'type':'sas','symmetricKey':{'primaryKey':@}}}",
        "PUT   | /devices/target            | {'deviceId':'target','capabilities':{'iotEdge':@},'parentScopes':[@]}",
        "PUT   | /devices/target            | {'deviceId':'target','@':1}",
        "PUT   | /devices/target            | {'deviceId':'target','attributes':@}",
        "PUT   | /devices/target            | {'deviceId':'target','attributes':{'a':[@],'@':1}}",
        "PUT   | /devices/target/modules/m  | {'deviceId':'target','moduleId':'m','managedBy':@}",
        "POST  | /devices                   | [{'id':'target','importMode':'updateTwin','tags':@}]",
        "POST  | /devices                   | [{'id':'new','importMode':'create','status':@}]",
        "POST  | /devices                   | [{'id':'target','importMode':@,'eTag':@}]",
        "POST  | /devices                   | [@,@]",
        "POST  | /devices/keys/regenerate   | {'policyKey':@,'devices':[{'id':@}]}",
        "PATCH | /twins/target              | {'tags':{'a':@}}",
        "PATCH | /twins/target              | {'properties':{'desired':{'a':{'b':@}}}}",
        "PATCH | /twins/target              | {'tags':@,'properties':@,'etag':@,'version':@}",
        "PUT   | /twins/target              | {'properties':{'desired':@},'tags':{'b':@}}",
        "PUT   | /twins/target              | {'tags':{'a@':1}}",
        "PATCH | /twins/other/modules/m     | {'tags':{'a':@}}",
        "PUT   | /twins/other/modules/m     | {'properties':{'desired':{'a':@}}}",
        "POST  | /devices/query             | {'query':@}",
        "POST  | /devices/query             | {'query':'SELECT * FROM devices WHERE tags.a = @'}",
        "POST  | /devices/query             | {'query':'SELECT tags.a + @ FROM devices WHERE tags.a < -@'}",
        "POST  | /twinhub/explain           | {'query':'SELECT * FROM devices WHERE tags.a IN [@]'}",
        "POST  | /twinhub/why               | {'query':'SELECT * FROM devices WHERE tags.a > @','deviceId':'target'}",
        "POST  | /twinhub/why               | {'query':'SELECT * FROM devices','deviceId':@,'moduleId':@}",
        "POST  | /twins/target/methods      | {'methodName':'m','payload':@}",
        "POST  | /devices/target/files      | {'blobName':@}",
        "POST  | /devices/target/messages/events | [{'body':@,'base64Encoded':true}]",
        "POST  | /devices/target/messages/events | [{'body':'','properties':{'iothub-app-a':@}}]",
        "POST  | /devices/target/messages/events | [{'body':'','base64Encoded':@,'properties':@}]",
        "POST  | /devices/other/modules/m/messages/events | [{'body':'','properties':{'a':@}}]"
      })
  void of_https(String method, String target, String template) throws Exception {
    String json = template.replace('\'', '"');
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, byte[]> text : CORPUS.entrySet()) {
      int status = ask(method, target, json, text.getValue());
      if (status >= SERVER_ERROR && status != NOT_IMPLEMENTED) {
        wrong.add("%s: %d".formatted(text.getKey(), status));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/policies  | @",
        "/tokens    | @",
        "/snapshots | @",
        "/policies  | {\"name\":@,\"permissions\":[\"RegistryRead\"]}",
        "/policies  | {\"name\":\"p\",\"permissions\":@}",
        "/policies  | {\"name\":\"p\",\"permissions\":[@]}",
        "/tokens    | {\"name\":@,\"roles\":[],\"seconds\":60}",
        "/tokens    | {\"name\":\"n\",\"roles\":[],\"seconds\":@}",
        "/tokens    | {\"name\":\"n\",\"roles\":[@],\"seconds\":60}",
        "/tokens    | {\"name\":\"n\",\"roles\":@,\"seconds\":60}",
        "/snapshots | {\"name\":@}",
        "/snapshots | {\"name\":\"@\"}"
      })
  void of_the_admin_port(String path, String template) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, byte[]> text : CORPUS.entrySet()) {
      byte[] body = JsonCorpus.in(template, text.getValue());
      if (body.length <= ADMIN_BYTES_MAX) {
        HttpRequest request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d%s".formatted(facts.adminPort(), path)))
            .header("Authorization", "Bearer " + facts.adminToken())
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
        int status =
            client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status >= SERVER_ERROR) {
          wrong.add("%s: %d".formatted(text.getKey(), status));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void of_mqtt() throws Exception {
    try (RawDevice device = new RawMqttDevice(socket(facts.mqttPort()), "other", token)) {
      assertNoneIsAMistake(device);
    }
  }

  @Test
  void of_amqp() throws Exception {
    try (RawDevice device = new RawAmqpDevice(socket(facts.amqpPort()), "other", token)) {
      assertNoneIsAMistake(device);
    }
  }

  private static Socket socket(int port) throws IOException {
    Socket socket = tls.getSocketFactory().createSocket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(READ_MILLIS_MAX);
    return socket;
  }

  private static void assertNoneIsAMistake(RawDevice device) throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, byte[]> text : CORPUS.entrySet()) {
      for (String form : List.of("@", "{\"a\":@}", "{\"a\":{\"b\":{\"@\":1}}}", "{\"a\":\"@\"}")) {
        byte[] body = JsonCorpus.in(form, text.getValue());
        int status = body.length > DEVICE_BYTES_MAX ? 0 : device.report(body);
        if (status >= SERVER_ERROR) {
          wrong.add("%s in %s: %d".formatted(text.getKey(), form, status));
        }
      }
    }
    assertThat(wrong).isEmpty();
    device.report();
  }
}
