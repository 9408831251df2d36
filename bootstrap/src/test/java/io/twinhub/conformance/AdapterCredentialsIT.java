package io.twinhub.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import io.twinhub.application.device.DesiredFollower;
import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.out.DeviceConnections;
import io.twinhub.azure.AzureHub;
import io.twinhub.azure.DeviceProtocol;
import io.twinhub.azure.HubAddress;
import io.twinhub.azure.device.DeviceCertificate;
import io.twinhub.azure.device.DeviceCredential;
import io.twinhub.azure.device.OwnCredentials;
import io.twinhub.azure.mqtt.PlainMqttConnections;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.Thumbprint;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.property.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** With what services and devices prove themselves through the adapter, beside policies and keys. */
@Timeout(120)
class AdapterCredentialsIT {
  private static final int WAIT_SECONDS_MAX = 30;
  private static final JsonObject ONE = JsonObject.builder().put("a", 1).build();

  private static TestCertificates certificates;
  private static HubOnSdkPorts hub;
  private static AzureHub azure;

  @BeforeAll
  static void start() throws Exception {
    certificates = new TestCertificates();
    Path authority = certificates.authority("authority");
    hub = HubOnSdkPorts.start(authority);
    azure = through(DeviceProtocol.MQTT);
  }

  @AfterAll
  static void stop() {
    azure.close();
    hub.close();
  }

  private static AzureHub through(DeviceProtocol protocol) {
    return AzureHub.at(HubAddress.parse(hub.hub().facts().connectionString()))
        .trusting(HubBehindAzureAdapter.trust(hub.hub()))
        .speaking(protocol)
        .showing(AdapterCredentialsIT::certificate)
        .build();
  }

  private static Optional<DeviceCertificate> certificate(TwinAddress address) {
    try {
      return Optional.of(certificates.pem(address.deviceId().value()));
    } catch (Exception e) {
      return Optional.empty();
    }
  }

  private static TwinAddress registered(String id, Authentication authentication) {
    TwinAddress address = TwinAddress.device(id);
    azure
        .identities()
        .create(
            IdentityRequest.with(address, new IdentityRequest.Credentials.Given(authentication)));
    return address;
  }

  private static TwinAddress pinned(String id) throws Exception {
    certificates.selfSigned(id);
    return registered(
        id,
        new Authentication.SelfSigned(
            Optional.of(new Thumbprint(certificates.thumbprint(id))), Optional.empty()));
  }

  private static TwinAddress vouchedFor(String id) throws Exception {
    certificates.signed(id, "authority");
    return registered(id, new Authentication.CertificateAuthority());
  }

  private static void assertReports(DeviceConnections connections, TwinAddress device) {
    try (DeviceConnection connection = connections.open(device, "", reason -> {})) {
      assertThat(connection.report(ReportedPatch.of(ONE))).isEqualTo(new Version(2));
      assertThat(connection.read().reported()).isEqualTo(ONE);
    }
  }

  private static PlainMqttConnections plain(boolean webSocket, OwnCredentials own) {
    return new PlainMqttConnections(
        HubBehindAzureAdapter.settings(hub.hub().facts(), webSocket),
        own,
        HubBehindAzureAdapter.trust(hub.hub()));
  }

  private static OwnCredentials own(TwinAddress device) {
    return new OwnCredentials(
        device, new DeviceCredential.Certificate(certificate(device).orElseThrow()));
  }

  private static void assertCode(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            HubException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @ParameterizedTest
  @EnumSource(names = {"MQTT", "MQTT_WS", "AMQPS", "AMQPS_WS"})
  void a_certificate_connects_a_device_over_the_sdk(DeviceProtocol protocol) throws Exception {
    try (AzureHub spoken = through(protocol)) {
      assertReports(spoken.connections(), pinned("pinned-sdk-" + protocol));
      assertReports(spoken.connections(), vouchedFor("vouched-sdk-" + protocol));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void a_certificate_connects_a_device_over_plain_mqtt(boolean webSocket) throws Exception {
    TwinAddress pinned = pinned("pinned-plain-" + webSocket);
    TwinAddress vouchedFor = vouchedFor("vouched-plain-" + webSocket);
    try (PlainMqttConnections ofPinned = plain(webSocket, own(pinned));
        PlainMqttConnections ofVouched = plain(webSocket, own(vouchedFor))) {
      assertReports(ofPinned, pinned);
      assertReports(ofVouched, vouchedFor);
    }
  }

  @Test
  void another_certificate_is_refused() throws Exception {
    TwinAddress device = pinned("pinned-other");
    certificates.selfSigned("stranger");
    OwnCredentials wrong =
        new OwnCredentials(device, new DeviceCredential.Certificate(certificates.pem("stranger")));
    try (PlainMqttConnections connections = plain(false, wrong)) {
      assertCode(ErrorCode.IOT_HUB_UNAUTHORIZED, () -> connections.open(device, "", reason -> {}));
    }
  }

  @Test
  void a_device_whose_certificate_nobody_has_is_refused_here() {
    TwinAddress device =
        registered("no-certificate-here", new Authentication.CertificateAuthority());
    assertThatThrownBy(() -> azure.connections().open(device, "", reason -> {}))
        .hasMessage("no-certificate-here authenticates with certificateAuthority, and this program"
            + " has no certificate for it");
  }

  private static OwnCredentials withKey(TwinAddress device) {
    Authentication authentication =
        azure.identities().create(IdentityRequest.withKeys(device)).identity().authentication();
    SharedKey key = ((Authentication.Sas) authentication).primaryKey();
    return new OwnCredentials(device, new DeviceCredential.Key(key));
  }

  @Test
  void a_device_with_a_wrong_key_is_refused_and_one_with_none_of_its_own_is_told_so() {
    TwinAddress device = TwinAddress.device("wrong-key");
    withKey(device);
    OwnCredentials wrong =
        new OwnCredentials(device, new DeviceCredential.Key(new SharedKey("d3Jvbmc=")));
    try (PlainMqttConnections connections = plain(false, wrong)) {
      assertCode(ErrorCode.IOT_HUB_UNAUTHORIZED, () -> connections.open(device, "", reason -> {}));
      assertThatThrownBy(() -> connections.open(TwinAddress.device("other"), "", reason -> {}))
          .hasMessage("the credential here is that of wrong-key, not of other");
    }
  }

  @Test
  void a_reader_of_entra_reads_and_may_not_write() throws Exception {
    TwinAddress device = TwinAddress.device("read-by-entra");
    withKey(device);
    AccessToken token = new AccessToken(
        BearerTokens.of(hub.hub(), "IoT Hub Data Reader"),
        OffsetDateTime.now(ZoneOffset.UTC).plusHours(1));
    try (AzureHub reader = AzureHub.at(
            HubAddress.entra(HubOnSdkPorts.HOST, request -> Mono.just(token)))
        .trusting(HubBehindAzureAdapter.trust(hub.hub()))
        .build()) {
      assertThat(reader.twins().find(device)).isPresent();
      assertCode(
          ErrorCode.IOT_HUB_UNAUTHORIZED_ACCESS,
          () -> reader.twins().patch(device, TwinPatch.ofTags(ONE), IfMatch.any()));
    }
    assertThat(azure.twins().find(device).orElseThrow().tags().values())
        .isEqualTo(JsonObject.EMPTY);
  }

  @Test
  void before_its_token_ends_a_plain_connection_ends_and_who_follows_misses_nothing()
      throws Exception {
    TwinAddress device = TwinAddress.device("short-token");
    OwnCredentials own = withKey(device);
    BlockingQueue<CloseReason> ends = new LinkedBlockingQueue<>();
    BlockingQueue<JsonObject> told = new LinkedBlockingQueue<>();
    ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    try (PlainMqttConnections connections = new PlainMqttConnections(
            HubBehindAzureAdapter.settings(hub.hub().facts(), false)
                .withTokenLife(Duration.ofSeconds(2)),
            own,
            HubBehindAzureAdapter.trust(hub.hub()));
        DesiredFollower follower = new DesiredFollower(
            (address, model, onClosed) -> connections.open(address, model, reason -> {
              ends.add(reason);
              onClosed.accept(reason);
            }),
            device,
            executor,
            reason -> {})) {
      follower.listeners().onChange(told::add);
      follower.start();
      for (int round = 1; round <= 3; round++) {
        JsonObject wanted = JsonObject.builder().put("round", round).build();
        azure.twins().patch(device, TwinPatch.ofDesired(wanted), IfMatch.any());
        assertThat(told.poll(WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isEqualTo(wanted);
        assertThat(ends.poll(WAIT_SECONDS_MAX, TimeUnit.SECONDS)).isEqualTo(CloseReason.LOST);
      }
    } finally {
      executor.shutdownNow();
    }
    assertThat(told).isEmpty();
  }
}
