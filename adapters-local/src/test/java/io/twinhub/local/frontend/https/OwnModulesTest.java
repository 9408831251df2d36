package io.twinhub.local.frontend.https;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Thumbprint;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.frontend.access.Registry;
import io.twinhub.local.frontend.access.Tokens;
import io.twinhub.local.frontend.https.RawClient.Answer;
import io.twinhub.local.tls.ServerCertificate;
import io.twinhub.local.tls.SubjectNames;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A device manages its own modules, by its own token or its own certificate, and nothing else. */
class OwnModulesTest {
  private static final long SE = RunningHub.NOON.plusSeconds(3600).getEpochSecond();
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final TwinAddress CAMERA = TwinAddress.module("alpha", "camera");

  private final RunningHub hub =
      new RunningHub().with("alpha").with("alpha", "camera").with("beta").with("beta", "camera");

  OwnModulesTest() {
    hub.registry()
        .with(ALPHA)
        .with(CAMERA)
        .with(TwinAddress.device("beta"))
        .with(TwinAddress.module("beta", "camera"));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private static String request(String route, String body, String... headers) {
    StringBuilder head = new StringBuilder(route);
    head.append("?api-version=2021-04-12 HTTP/1.1\r\nHost: h\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return "%sContent-Length: %d\r\n\r\n%s".formatted(head, body.length(), body);
  }

  private Answer ask(String token, String route, String body, String... headers) throws Exception {
    String[] all = new String[headers.length + 1];
    all[0] = "Authorization: " + token;
    System.arraycopy(headers, 0, all, 1, headers.length);
    try (RawClient client = hub.raw()) {
      return client.send(request(route, body, all)).answer();
    }
  }

  private static String token(String resource, String owner) {
    return Tokens.device(resource, Registry.key(owner), SE);
  }

  private static String body(String path) {
    String[] segments = path.split("/", -1);
    return "{\"deviceId\":\"%s\",\"moduleId\":\"%s\"}"
        .formatted(segments[2], segments[segments.length - 1]);
  }

  @Test
  void the_life_of_a_module_is_in_the_hands_of_its_device() throws Exception {
    String own = token("alpha", "alpha");
    String valve = "/devices/alpha/modules/valve";
    Answer created = ask(own, "PUT " + valve, body(valve));
    assertThat(created.status()).as(created.body()).isBetween(200, 201);
    assertThat(created.body()).contains("\"moduleId\":\"valve\"", "\"primaryKey\":\"");
    assertThat(ask(own, "GET " + valve, "").status()).isEqualTo(200);
    assertThat(ask(own, "GET /devices/alpha/modules", "").body())
        .contains("\"moduleId\":\"camera\"", "\"moduleId\":\"valve\"");
    assertThat(ask(own, "PUT " + valve, body(valve)).status()).isEqualTo(409);
    assertThat(ask(own, "PUT " + valve, body(valve), "If-Match: *").status()).isEqualTo(200);
    assertThat(ask(own, "DELETE " + valve, "", "If-Match: *").status()).isEqualTo(204);
    assertThat(ask(own, "GET " + valve, "").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /devices",
        "GET /devices/alpha",
        "PUT /devices/alpha",
        "DELETE /devices/alpha",
        "DELETE /devices/alpha/commands",
        "DELETE /devices/alpha/modules/camera/commands",
        "POST /devices",
        "POST /devices/query",
        "POST /devices/keys/regenerate",
        "GET /twins/alpha",
        "PATCH /twins/alpha",
        "GET /twins/alpha/modules/camera",
        "PATCH /twins/alpha/modules/camera",
        "POST /twins/alpha/methods",
        "GET /devices/beta",
        "GET /devices/beta/modules",
        "GET /devices/beta/modules/camera",
        "PUT /devices/beta/modules/valve",
        "DELETE /devices/beta/modules/camera",
        "GET /devices/Alpha/modules",
        "GET /statistics/devices",
        "GET /jobs",
        "GET /twinhub/paths"
      })
  void a_device_may_do_nothing_else(String route) throws Exception {
    Answer answer = ask(token("alpha", "alpha"), route, "{}", "If-Match: *");
    assertThat(answer.status()).as(answer.body()).isEqualTo(401);
    ServerCertificate certificate = pinned();
    try (RawClient client = hub.raw(certificate)) {
      Answer byCertificate = client.send(request(route, "{}", "If-Match: *")).answer();
      assertThat(byCertificate.status()).as(byCertificate.body()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "beta, beta", // another device
    "alpha, beta", // with another's key
    "alpha, alpha/camera", // a module with its own key
    "alpha/modules/camera, alpha/camera",
    "alpha/modules/camera, alpha" // made for less than the device
  })
  void nobody_else_manages_the_modules_of_a_device(String resource, String owner) throws Exception {
    for (String route : List.of(
        "GET /devices/alpha/modules",
        "GET /devices/alpha/modules/camera",
        "PUT /devices/alpha/modules/camera",
        "DELETE /devices/alpha/modules/camera")) {
      Answer answer = ask(token(resource, owner), route, "{}", "If-Match: *");
      assertThat(answer.status()).as(route + answer.body()).isEqualTo(401);
    }
  }

  @Test
  void a_certificate_does_as_well_as_a_token() throws Exception {
    ServerCertificate certificate = pinned();
    String valve = "/devices/alpha/modules/valve";
    try (RawClient client = hub.raw(certificate)) {
      assertThat(client.send(request("PUT " + valve, body(valve))).answer().status())
          .isBetween(200, 201);
      assertThat(client.send(request("GET /devices/alpha/modules", "")).answer().body())
          .contains("\"moduleId\":\"valve\"");
      assertThat(client
              .send(request("DELETE " + valve, "", "If-Match: *"))
              .answer()
              .status())
          .isEqualTo(204);
    }
  }

  @Test
  void a_device_that_is_disabled_manages_nothing() throws Exception {
    hub.registry()
        .with(
            ALPHA,
            new Authentication.Sas(Registry.key("alpha"), Registry.key("x")),
            DeviceStatus.DISABLED);
    assertThat(ask(token("alpha", "alpha"), "GET /devices/alpha/modules", "").status())
        .isEqualTo(401);
  }

  @Test
  void who_shows_nothing_is_told_what_is_missing() throws Exception {
    try (RawClient client = hub.raw()) {
      Answer answer = client.send(request("GET /devices/alpha/modules", "")).answer();
      assertThat(answer.status()).isEqualTo(401);
    }
  }

  private ServerCertificate pinned() throws Exception {
    ServerCertificate own = ServerCertificate.inMemory(
        SubjectNames.and(List.of()), URI.create("http://127.0.0.1/ca.crl"), Instant.now());
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(own.chain().get(0).getEncoded());
    hub.registry()
        .with(
            ALPHA,
            new Authentication.SelfSigned(
                Optional.of(new Thumbprint(HexFormat.of().formatHex(digest))), Optional.empty()),
            DeviceStatus.ENABLED);
    return own;
  }
}
