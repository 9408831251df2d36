package io.twinhub.application.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.identity.Authentication;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.Identity;
import io.twinhub.domain.identity.IdentityAdditions;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.IdentityRequest.Credentials;
import io.twinhub.domain.identity.RegisteredIdentity;
import io.twinhub.domain.identity.RegistryStatistics;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.Thumbprint;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.IfMatch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Identities: what was written is read, one writer wins, refusals have Azure's numbers. */
public abstract class IdentityRegistryContract extends PortContract {
  private static final SharedKey PRIMARY =
      SharedKey.of("the primary key of a device".getBytes(StandardCharsets.UTF_8));
  private static final SharedKey SECONDARY =
      SharedKey.of("the secondary key of a device".getBytes(StandardCharsets.UTF_8));
  private static final int LISTED_MAX = 1000;

  private Optional<RegisteredIdentity> find(TwinAddress address) {
    return hub().identities().find(address);
  }

  private Identity identity(TwinAddress address) {
    return find(address).orElseThrow().identity();
  }

  private static IfMatch only(Identity identity) {
    return new IfMatch.Exactly(identity.etag().value());
  }

  @Test
  void who_is_not_registered_is_not_found() {
    assertThat(find(fresh())).isEmpty();
    assertThat(find(moduleOf(fresh(), "scanner"))).isEmpty();
    assertThat(find(moduleOf(device(), "scanner"))).isEmpty();
  }

  @Test
  void a_new_device_is_enabled_disconnected_and_found_as_it_was_answered() {
    RegisteredIdentity created = create(IdentityRequest.withKeys(fresh()));
    assertThat(created.identity().status()).isEqualTo(DeviceStatus.ENABLED);
    assertThat(created.identity().statusUpdatedTime()).isEqualTo(Identity.NEVER);
    assertThat(created.identity().generationId()).isNotEmpty();
    assertThat(created.connection().connected()).isFalse();
    assertThat(find(created.identity().address())).contains(created);
  }

  @Test
  void the_hub_makes_two_keys_where_none_are_given() {
    Authentication.Sas keys = keysOf(create(IdentityRequest.withKeys(fresh())));
    assertThat(keys.primaryKey()).isNotEqualTo(keys.secondaryKey());
    assertThat(keys.primaryKey().bytes()).hasSizeGreaterThanOrEqualTo(16);
  }

  @Test
  void keys_that_are_given_are_kept() {
    Credentials given = new Credentials.Keys(Optional.of(PRIMARY), Optional.of(SECONDARY));
    RegisteredIdentity created = create(IdentityRequest.with(fresh(), given));
    assertThat(keysOf(created)).isEqualTo(new Authentication.Sas(PRIMARY, SECONDARY));
  }

  @Test
  void thumbprints_are_kept() {
    Authentication pinned = new Authentication.SelfSigned(
        Optional.of(new Thumbprint("0A".repeat(20))), Optional.of(new Thumbprint("0B".repeat(20))));
    TwinAddress address = fresh();
    create(IdentityRequest.with(address, new Credentials.Given(pinned)));
    assertThat(identity(address).authentication()).isEqualTo(pinned);
  }

  @Test
  void a_device_may_prove_itself_by_a_certificate_authority() {
    Authentication vouched = new Authentication.CertificateAuthority();
    TwinAddress address = fresh();
    create(IdentityRequest.with(address, new Credentials.Given(vouched)));
    assertThat(identity(address).authentication()).isEqualTo(vouched);
  }

  @Test
  void an_id_may_hold_characters_that_addresses_on_the_web_reserve() {
    TwinAddress odd = TwinAddress.device(fresh().deviceId() + "+a#b%20c?d=e;f$g'h");
    RegisteredIdentity created = create(IdentityRequest.withKeys(odd));
    assertThat(created.identity().address()).isEqualTo(odd);
    assertThat(find(odd)).contains(created);
    hub().identities().delete(odd, IfMatch.any());
    assertThat(find(odd)).isEmpty();
  }

  @Test
  void ids_that_differ_in_case_are_two_devices() {
    TwinAddress lower = device();
    TwinAddress upper = TwinAddress.device(lower.deviceId().value().toUpperCase(Locale.ROOT));
    assertThat(find(upper)).isEmpty();
    create(IdentityRequest.withKeys(upper));
    assertThat(identity(upper).generationId()).isNotEqualTo(identity(lower).generationId());
  }

  @Test
  void a_device_is_registered_once() {
    TwinAddress device = device();
    Identity before = identity(device);
    assertRefused(
        ErrorCode.DEVICE_ALREADY_EXISTS,
        () -> hub().identities().create(IdentityRequest.withKeys(device)));
    assertThat(identity(device)).isEqualTo(before);
  }

  @Test
  void a_module_is_registered_once() {
    TwinAddress scanner = module(device(), "scanner");
    assertRefused(
        ErrorCode.MODULE_ALREADY_EXISTS,
        () -> hub().identities().create(IdentityRequest.withKeys(scanner)));
  }

  @Test
  void a_module_needs_a_registered_device() {
    TwinAddress orphan = moduleOf(fresh(), "scanner");
    assertRefused(
        ErrorCode.DEVICE_NOT_FOUND,
        () -> hub().identities().create(IdentityRequest.withKeys(orphan)));
  }

  @Test
  void a_change_moves_the_etag_and_keeps_keys_and_generation() {
    TwinAddress device = device();
    Identity before = identity(device);
    Identity after = setStatus(device, DeviceStatus.DISABLED, "in repair").identity();
    assertThat(after.status()).isEqualTo(DeviceStatus.DISABLED);
    assertThat(after.statusReason()).contains("in repair");
    assertThat(after.statusUpdatedTime()).isAfter(Identity.NEVER);
    assertThat(after.etag()).isNotEqualTo(before.etag());
    assertThat(after.authentication()).isEqualTo(before.authentication());
    assertThat(after.generationId()).isEqualTo(before.generationId());
    assertThat(identity(device)).isEqualTo(after);
  }

  @Test
  void a_change_with_the_present_etag_passes_and_with_the_one_before_is_refused() {
    TwinAddress device = device();
    Identity before = identity(device);
    IdentityRequest newKeys = IdentityRequest.with(
        device, new Credentials.Keys(Optional.of(PRIMARY), Optional.of(SECONDARY)));
    Identity after = hub().identities().update(newKeys, only(before)).identity();
    assertRefused(
        ErrorCode.PRECONDITION_FAILED,
        () -> hub().identities().update(IdentityRequest.withKeys(device), only(before)));
    assertThat(identity(device)).isEqualTo(after);
  }

  @Test
  void attributes_and_what_newer_versions_add_to_authentication_are_kept() {
    JsonObject attributes = JsonObject.builder()
        .put("plant", "Redmond43")
        .put("$reserved", JsonArray.of(JsonNull.NULL, number("Case", 1)))
        .put("desired", JsonObject.EMPTY)
        .build();
    IdentityAdditions additions = new IdentityAdditions(
        Optional.of(attributes),
        JsonObject.builder()
            .put("policyResourceId", "/subscriptions/1")
            .put("x509CaValidation", number("mode", 1))
            .build());
    TwinAddress device = fresh();
    Identity created = create(IdentityRequest.withKeys(device).with(additions)).identity();
    assertThat(created.additions()).isEqualTo(additions);
    assertThat(twin(device).root().attributes()).contains(attributes);
    // Clients of older versions do not know of them.
    assertThat(setStatus(device, DeviceStatus.DISABLED, "lost").identity().additions())
        .isEqualTo(additions);
    IdentityAdditions others =
        new IdentityAdditions(Optional.of(number("only", 1)), JsonObject.EMPTY);
    Identity changed = hub()
        .identities()
        .update(IdentityRequest.of(created).with(others), IfMatch.any())
        .identity();
    assertThat(changed.additions())
        .isEqualTo(new IdentityAdditions(others.attributes(), additions.authentication()));
    assertThat(twin(device).root().attributes()).isEqualTo(others.attributes());
  }

  @Test
  void attributes_of_a_module_are_its_own() {
    TwinAddress module = moduleOf(device(), "scanner");
    IdentityAdditions additions =
        new IdentityAdditions(Optional.of(number("line", 4)), JsonObject.EMPTY);
    assertThat(
            create(IdentityRequest.withKeys(module).with(additions)).identity().additions())
        .isEqualTo(additions);
    assertThat(twin(module).root().attributes()).isEqualTo(additions.attributes());
    assertThat(twin(TwinAddress.of(module.deviceId())).root().attributes()).isEmpty();
  }

  @Test
  void a_change_of_nobody_is_refused() {
    assertRefused(
        ErrorCode.DEVICE_NOT_FOUND,
        () -> hub().identities().update(IdentityRequest.withKeys(fresh()), IfMatch.any()));
    TwinAddress nobody = moduleOf(device(), "scanner");
    assertRefused(
        ErrorCode.MODULE_NOT_FOUND,
        () -> hub().identities().update(IdentityRequest.withKeys(nobody), IfMatch.any()));
  }

  @Test
  void a_deletion_with_an_old_etag_is_refused_and_with_the_present_one_passes() {
    TwinAddress device = device();
    Identity before = identity(device);
    Identity after = setStatus(device, DeviceStatus.ENABLED, "repaired").identity();
    assertRefused(
        ErrorCode.PRECONDITION_FAILED, () -> hub().identities().delete(device, only(before)));
    assertThat(identity(device)).isEqualTo(after);
    hub().identities().delete(device, only(after));
    assertThat(find(device)).isEmpty();
  }

  @Test
  void a_device_goes_with_its_twin_and_its_modules() {
    TwinAddress device = device();
    TwinAddress scanner = module(device, "scanner");
    hub().identities().delete(device, IfMatch.any());
    assertThat(find(scanner)).isEmpty();
    assertThat(hub().twins().find(device)).isEmpty();
    assertThat(hub().twins().find(scanner)).isEmpty();
  }

  @Test
  void a_deletion_of_nobody_is_refused() {
    TwinAddress nobody = fresh();
    assertRefused(
        ErrorCode.DEVICE_NOT_FOUND, () -> hub().identities().delete(nobody, IfMatch.any()));
    TwinAddress noModule = moduleOf(device(), "scanner");
    assertRefused(
        ErrorCode.MODULE_NOT_FOUND, () -> hub().identities().delete(noModule, IfMatch.any()));
  }

  @Test
  void a_device_that_is_registered_again_is_another_generation() {
    TwinAddress device = device();
    String first = identity(device).generationId();
    hub().identities().delete(device, IfMatch.any());
    create(IdentityRequest.withKeys(device));
    assertThat(identity(device).generationId()).isNotEqualTo(first);
  }

  @Test
  void modules_are_listed_by_id_and_a_device_may_have_none() {
    TwinAddress device = device();
    assertThat(hub().identities().modules(device.deviceId())).isEmpty();
    TwinAddress zoom = module(device, "zoom");
    TwinAddress alarm = module(device, "alarm");
    List<RegisteredIdentity> modules = hub().identities().modules(device.deviceId());
    assertThat(modules)
        .extracting(registered -> registered.identity().address())
        .containsExactly(alarm, zoom);
    assertThat(modules).containsExactly(find(alarm).orElseThrow(), find(zoom).orElseThrow());
  }

  @Test
  void devices_are_listed_by_id_without_modules_and_no_more_than_asked() {
    TwinAddress first = device();
    TwinAddress second = device();
    module(first, "scanner");
    List<TwinAddress> listed = hub().identities().devices(LISTED_MAX).stream()
        .map(registered -> registered.identity().address())
        .toList();
    assertThat(listed)
        .contains(first, second)
        .isSorted()
        .allMatch(address -> address.moduleId().isEmpty());
    assertThat(hub().identities().devices(1)).hasSize(1);
  }

  @Test
  void statistics_count_devices_and_those_that_may_not_connect() {
    RegistryStatistics before = hub().identities().statistics();
    device();
    setStatus(device(), DeviceStatus.DISABLED, "in repair");
    RegistryStatistics after = hub().identities().statistics();
    assertThat(after.total()).isEqualTo(before.total() + 2);
    assertThat(after.disabled()).isEqualTo(before.disabled() + 1);
    assertThat(after.enabled()).isEqualTo(before.enabled() + 1);
  }
}
