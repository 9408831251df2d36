package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.port.out.IdentityRegistry;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityAdditions;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.IdentityRequest.Credentials;
import io.twinhub.domain.identity.RegistryStatistics;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.Etag;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.Twin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The identity registry in memory. Source: Azure's REST reference, identity registry. */
class LocalIdentitiesTest {
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final TwinAddress SCANNER = TwinAddress.module("alpha", "scanner");

  private final HubFixture fixture = new HubFixture();
  private final IdentityRegistry identities = fixture.hub.identities();

  @AfterEach
  void close() {
    fixture.close();
  }

  private IdentityRequest request(
      TwinAddress address, Credentials credentials, DeviceStatus status) {
    return new IdentityRequest(
        address,
        credentials,
        status,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        IdentityAdditions.NONE);
  }

  private static Authentication.Sas keys(Identity identity) {
    return (Authentication.Sas) identity.authentication();
  }

  @Test
  void a_new_device_gets_two_keys_of_32_bytes_and_a_twin() {
    Identity identity = fixture.register(ALPHA).identity();
    assertThat(keys(identity).primaryKey().bytes()).hasSize(32);
    assertThat(keys(identity).secondaryKey()).isNotEqualTo(keys(identity).primaryKey());
    assertThat(identity.generationId()).matches("\\d{18}");
    assertThat(identity.etag().value()).isNotEmpty();
    assertThat(fixture.twin(ALPHA).root().deviceEtag()).isEqualTo(identity.etag());
  }

  @Test
  void given_keys_are_kept_and_missing_ones_made() {
    SharedKey given = SharedKey.of(new byte[SharedKey.BYTES_MIN]);
    Credentials credentials = new Credentials.Keys(Optional.of(given), Optional.empty());
    Identity identity =
        identities.create(IdentityRequest.with(ALPHA, credentials)).identity();
    assertThat(keys(identity).primaryKey()).isEqualTo(given);
    assertThat(keys(identity).secondaryKey().bytes()).hasSize(32);
  }

  @Test
  void a_device_is_registered_once() {
    fixture.register(ALPHA);
    assertThatThrownBy(() -> fixture.register(ALPHA))
        .hasMessage("A device with ID 'alpha' is already registered.");
  }

  @Test
  void ids_are_case_sensitive() {
    fixture.register("alpha");
    fixture.register("Alpha");
    assertThat(identities.devices(10)).hasSize(2);
  }

  @Test
  void deleting_and_registering_again_starts_over() {
    Identity first = fixture.register(ALPHA).identity();
    fixture.patchDesired(ALPHA, "{'a':1}");
    identities.delete(ALPHA, IfMatch.any());
    assertThat(fixture.hub.twins().find(ALPHA)).isEmpty();
    Identity second = fixture.register(ALPHA).identity();
    assertThat(fixture.twin(ALPHA).etag()).isEqualTo(Etag.ofCount(1));
    assertThat(Long.parseLong(second.generationId()))
        .isGreaterThan(Long.parseLong(first.generationId()));
  }

  @Test
  void an_update_moves_the_identity_etag_but_no_counter_of_the_twin() {
    Identity before = fixture.register(ALPHA).identity();
    fixture.clockMovesTo(HubFixture.NOON.plusSeconds(60));
    Identity after = identities
        .update(request(ALPHA, new Credentials.Unchanged(), DeviceStatus.DISABLED), IfMatch.any())
        .identity();
    assertThat(after.etag()).isNotEqualTo(before.etag());
    assertThat(after.authentication()).isEqualTo(before.authentication());
    assertThat(after.statusUpdatedTime()).isEqualTo(HubFixture.NOON.plusSeconds(60));
    Twin twin = fixture.twin(ALPHA);
    assertThat(twin.root().status()).isEqualTo(DeviceStatus.DISABLED);
    assertThat(twin.root().deviceEtag()).isEqualTo(after.etag());
    assertThat(twin.etag()).isEqualTo(Etag.ofCount(1));
  }

  @Test
  void an_update_that_keeps_the_status_keeps_its_time() {
    fixture.register(ALPHA);
    Identity after = identities
        .update(request(ALPHA, new Credentials.Unchanged(), DeviceStatus.ENABLED), IfMatch.any())
        .identity();
    assertThat(after.statusUpdatedTime()).isEqualTo(Instant.parse("0001-01-01T00:00:00Z"));
  }

  @Test
  void a_stale_identity_etag_is_refused_and_changes_nothing() {
    Identity identity = fixture.register(ALPHA).identity();
    IfMatch stale = new IfMatch.Exactly("stale");
    assertThatThrownBy(() -> identities.update(
            request(ALPHA, new Credentials.Unchanged(), DeviceStatus.DISABLED), stale))
        .hasMessageStartingWith("if-match was stale, but the identity's etag is ");
    assertThatThrownBy(() -> identities.delete(ALPHA, stale)).isInstanceOf(HubException.class);
    assertThat(identities.find(ALPHA).orElseThrow().identity()).isEqualTo(identity);
  }

  @Test
  void the_current_identity_etag_is_met() {
    Identity identity = fixture.register(ALPHA).identity();
    identities.delete(ALPHA, new IfMatch.Exactly(identity.etag().value()));
    assertThat(identities.find(ALPHA)).isEmpty();
  }

  @Test
  void what_is_not_registered_cannot_be_changed() {
    assertThatThrownBy(() -> identities.update(
            request(ALPHA, new Credentials.Unchanged(), DeviceStatus.ENABLED), IfMatch.any()))
        .hasMessage("Device alpha not registered");
    assertThatThrownBy(() -> identities.delete(ALPHA, IfMatch.any()))
        .hasMessage("Device alpha not registered");
  }

  @Test
  void a_module_needs_its_device() {
    assertThatThrownBy(() -> fixture.register(SCANNER)).hasMessage("Device alpha not registered");
    fixture.register(ALPHA);
    assertThatThrownBy(() -> fixture.hub.identities().delete(SCANNER, IfMatch.any()))
        .hasMessage("Module scanner on device alpha not registered");
  }

  @Test
  void a_module_shows_its_devices_etag_and_status() {
    fixture.register(ALPHA);
    fixture.register(SCANNER);
    Identity device = identities
        .update(request(ALPHA, new Credentials.Unchanged(), DeviceStatus.DISABLED), IfMatch.any())
        .identity();
    assertThat(fixture.twin(SCANNER).root().deviceEtag()).isEqualTo(device.etag());
    assertThat(fixture.twin(SCANNER).root().status()).isEqualTo(DeviceStatus.DISABLED);
  }

  @Test
  void deleting_a_device_deletes_its_modules_and_no_others() {
    fixture.register(ALPHA);
    fixture.register(SCANNER);
    fixture.register("alphabet");
    identities.delete(ALPHA, IfMatch.any());
    assertThat(identities.find(SCANNER)).isEmpty();
    assertThat(identities.find(TwinAddress.device("alphabet"))).isPresent();
  }

  @Test
  void a_device_has_at_most_50_modules() {
    fixture.register(ALPHA);
    IntStream.range(0, 50).forEach(i -> fixture.register(TwinAddress.module("alpha", "m" + i)));
    assertThatThrownBy(() -> fixture.register(SCANNER))
        .hasMessage("device alpha has 50 modules, which is the limit");
    assertThat(identities.modules(new DeviceId("alpha"))).hasSize(50);
  }

  @Test
  void an_edge_device_gets_a_scope_and_the_modules_of_its_runtime() {
    Identity edge = identities
        .create(new IdentityRequest(
            TwinAddress.device("edge1"),
            new Credentials.Unchanged(),
            DeviceStatus.ENABLED,
            Optional.empty(),
            true,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            IdentityAdditions.NONE))
        .identity();
    assertThat(edge.deviceScope()).contains("ms-azure-iot-edge://edge1-" + edge.generationId());
    assertThat(identities.modules(new DeviceId("edge1")))
        .extracting(module -> module.identity().address().toString())
        .containsExactly("edge1/$edgeAgent", "edge1/$edgeHub");
    assertThat(fixture
            .twin(TwinAddress.module("edge1", "$edgeHub"))
            .root()
            .credentials()
            .type())
        .isEqualTo("none");
  }

  @Test
  void a_device_with_49_modules_has_no_room_for_those_of_the_runtime() {
    Identity device = fixture.register(ALPHA).identity();
    IntStream.range(0, 49).forEach(i -> fixture.register(TwinAddress.module("alpha", "m" + i)));
    IdentityRequest edge = IdentityRequest.of(device).placed(true, Optional.empty(), List.of());
    assertThatThrownBy(() -> identities.update(edge, IfMatch.any()))
        .hasMessage("device alpha has 50 modules, which is the limit");
    assertThat(identities.find(ALPHA).orElseThrow().identity()).isEqualTo(device);
    assertThat(identities.modules(new DeviceId("alpha"))).hasSize(49);
  }

  @Test
  void devices_are_listed_by_id_without_modules() {
    fixture.register("b");
    fixture.register("a");
    fixture.register(TwinAddress.module("a", "m"));
    fixture.register("c");
    assertThat(identities.devices(2))
        .extracting(device -> device.identity().address().toString())
        .containsExactly("a", "b");
    assertThat(identities.modules(new DeviceId("z"))).isEmpty();
  }

  @Test
  void statistics_count_devices() {
    fixture.register("a");
    fixture.register(TwinAddress.module("a", "m"));
    fixture.register("b");
    fixture.connect(TwinAddress.device("b"));
    identities.update(
        request(TwinAddress.device("a"), new Credentials.Unchanged(), DeviceStatus.DISABLED),
        IfMatch.any());
    assertThat(identities.statistics()).isEqualTo(new RegistryStatistics(2, 1, 1));
  }
}
