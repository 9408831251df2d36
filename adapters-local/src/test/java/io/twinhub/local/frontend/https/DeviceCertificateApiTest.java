package io.twinhub.local.frontend.https;

import static io.twinhub.local.frontend.https.DeviceApiTest.assertRefused;
import static io.twinhub.local.frontend.https.DeviceApiTest.request;
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

/** Devices that show a certificate over HTTPS instead of a token. */
class DeviceCertificateApiTest {
  private static final String EVENTS = "/devices/alpha/messages/events?api-version=2020-09-30";
  private static final long SE = RunningHub.NOON.plusSeconds(3600).getEpochSecond();
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final String TOKEN =
      "Authorization: " + Tokens.device("alpha", Registry.key("alpha"), SE);

  private final RunningHub hub = new RunningHub().with("alpha");
  private final ServerCertificate own = ServerCertificate.inMemory(
      SubjectNames.and(List.of()), URI.create("http://127.0.0.1/ca.crl"), Instant.now());

  private Answer show(ServerCertificate shown, String... headers) throws Exception {
    try (RawClient client = hub.raw(shown)) {
      return client.send(request("POST", EVENTS, "x", headers)).answer();
    }
  }

  private void pin() throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(own.chain().get(0).getEncoded());
    Thumbprint thumbprint = new Thumbprint(HexFormat.of().formatHex(digest));
    hub.registry()
        .with(
            ALPHA,
            new Authentication.SelfSigned(Optional.of(thumbprint), Optional.empty()),
            DeviceStatus.ENABLED);
  }

  @Test
  void lets_its_device_in() throws Exception {
    pin();
    assertThat(show(own).status()).isEqualTo(204);
  }

  @Test
  void of_another_does_not() throws Exception {
    pin();
    ServerCertificate other = ServerCertificate.inMemory(
        SubjectNames.and(List.of()), URI.create("http://127.0.0.1/ca.crl"), Instant.now());
    assertRefused(show(other), 401003, "IotHubUnauthorized", "Unauthorized");
  }

  @Test
  void does_not_replace_a_key() throws Exception {
    assertRefused(show(own), 401003, "IotHubUnauthorized", "Unauthorized");
    assertThat(show(own, TOKEN).status()).isEqualTo(204);
  }

  DeviceCertificateApiTest() {
    hub.registry().with(ALPHA);
  }

  @AfterEach
  void stop() {
    hub.close();
  }
}
