package io.twinhub.domain.access;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.DeviceId;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.TwinAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what. Source: Azure's page on shared access signatures. */
class AccessTest {
  private static final SharedKey KEY = SharedKey.of(new byte[SharedKey.BYTES_MIN]);

  @Test
  void a_new_hub_has_five_policies() {
    Map<String, AccessPolicy> policies = AccessPolicy.builtIn(() -> KEY);
    assertThat(policies.keySet())
        .containsExactly("iothubowner", "service", "device", "registryRead", "registryReadWrite");
    assertThat(permissions(policies, "iothubowner")).containsExactlyInAnyOrder(Permission.values());
    assertThat(permissions(policies, "registryReadWrite"))
        .containsExactlyInAnyOrder(Permission.REGISTRY_READ, Permission.REGISTRY_WRITE);
  }

  @Test
  void a_policy_allows_what_it_names_and_nothing_else() {
    Principal principal =
        new AccessPolicy("reader", Set.of(Permission.REGISTRY_READ), KEY, KEY).principal();
    assertThatCode(() -> principal.require(DataAction.DEVICES_READ)).doesNotThrowAnyException();
    assertThatThrownBy(() -> principal.require(DataAction.TWINS_READ))
        .isInstanceOfSatisfying(
            HubException.class, refusal -> assertThat(refusal.code().number()).isEqualTo(401002))
        .hasMessage("Authorization rule 'reader' does not allow access: it lacks ServiceConnect");
  }

  @ParameterizedTest
  @EnumSource(DataAction.class)
  void a_device_may_nothing_that_a_back_end_may(DataAction action) {
    Principal device = new Principal.Device(TwinAddress.device("d"));
    assertThatThrownBy(() -> device.require(action))
        .hasMessage("Authorization rule 'd' does not allow access: it lacks "
            + action.permission().azureName());
  }

  @ParameterizedTest
  @CsvSource({
    "iot hub data reader, DEVICES_READ STATISTICS_READ TWINS_READ JOBS_READ CONFIGURATIONS_READ"
        + " FILE_UPLOAD_NOTIFICATIONS",
    "4ea46cd5-c1b2-4a8e-910b-273211f9ce47, DEVICES_READ DEVICES_WRITE DEVICES_DELETE",
    "IoT Hub Twin Contributor, TWINS_READ TWINS_WRITE"
  })
  void a_role_allows_what_azure_says(String role, String actions) {
    assertThat(Role.find(role).orElseThrow().actions())
        .extracting(DataAction::name)
        .containsExactlyInAnyOrder(actions.split(" "));
  }

  @Test
  void a_contributor_may_everything() {
    assertThat(Role.DATA_CONTRIBUTOR.actions()).containsExactlyInAnyOrder(DataAction.values());
  }

  @ParameterizedTest
  @EnumSource(DataAction.class)
  void a_device_manages_its_own_modules_and_nothing_else(DataAction action) {
    Principal device = new Principal.Device(TwinAddress.device("d"));
    Set<DataAction> onModules =
        Set.of(DataAction.DEVICES_READ, DataAction.DEVICES_WRITE, DataAction.DEVICES_DELETE);
    for (TwinAddress address : List.of(
        TwinAddress.device("d"),
        TwinAddress.device("D"),
        TwinAddress.module("D", "m"),
        TwinAddress.module("d", "m"))) {
      boolean allowed = address.equals(TwinAddress.module("d", "m")) && onModules.contains(action);
      assertThat(holds(() -> device.require(action, address)))
          .as("%s on %s", action, address)
          .isEqualTo(allowed);
    }
    Principal module = new Principal.Device(TwinAddress.module("d", "m"));
    assertThat(holds(() -> module.require(action, TwinAddress.module("d", "m"))))
        .isFalse();
    assertThat(holds(() -> module.requireOnModules(action, new DeviceId("d")))).isFalse();
  }

  private static boolean holds(Runnable check) {
    try {
      check.run();
      return true;
    } catch (HubException refusal) {
      return false;
    }
  }

  @Test
  void an_unknown_role_is_none() {
    assertThat(Role.find("Owner")).isEmpty();
    assertThat(Role.DATA_READER.azureName()).isEqualTo("IoT Hub Data Reader");
  }

  @Test
  void who_entra_vouches_for_may_what_the_roles_allow_and_nothing_else() {
    Principal reader = new Principal.EntraUser("6f2c", Role.DATA_READER.actions());
    assertThatCode(() -> reader.require(DataAction.TWINS_READ)).doesNotThrowAnyException();
    assertThatThrownBy(() -> reader.require(DataAction.TWINS_WRITE))
        .isInstanceOfSatisfying(
            HubException.class, refusal -> assertThat(refusal.code().number()).isEqualTo(401002))
        .hasMessage("Principal 6f2c is not authorized for Microsoft.Devices/IotHubs/twins/write"
            + " due to no assigned permissions");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "a;b"})
  void a_policy_needs_a_lawful_name(String name) {
    assertThatThrownBy(() -> new AccessPolicy(name, Set.of(Permission.DEVICE_CONNECT), KEY, KEY))
        .hasMessage("policy name '%s': use 1 to 64 letters, digits and _ - @ .".formatted(name));
  }

  @Test
  void a_policy_needs_two_keys_of_a_lawful_size() {
    SharedKey shorter = SharedKey.of(new byte[SharedKey.BYTES_MIN - 1]);
    Set<Permission> read = Set.of(Permission.REGISTRY_READ);
    for (List<SharedKey> keys : List.of(List.of(shorter, KEY), List.of(KEY, shorter))) {
      assertThatThrownBy(() -> new AccessPolicy("p", read, keys.get(0), keys.get(1)))
          .hasMessage("a key must be base64 text of 16 to 64 bytes");
    }
  }

  @Test
  void a_policy_needs_a_permission() {
    assertThatThrownBy(() -> new AccessPolicy("p", Set.of(), KEY, KEY))
        .hasMessage("policy 'p' needs at least one permission");
  }

  @Test
  void permissions_are_found_by_name_in_any_case() {
    assertThat(Permission.find("serviceconnect")).contains(Permission.SERVICE_CONNECT);
    assertThat(Permission.find("ServiceConnect ")).isEmpty();
  }

  @Test
  void refusals_say_what_is_wrong() {
    assertThat(AccessError.policyExists("p").message()).isEqualTo("policy 'p' already exists");
    assertThat(AccessError.noSuchPolicy("p").message()).isEqualTo("there is no policy 'p'");
    assertThat(AccessError.tooManyPolicies().message())
        .isEqualTo("a hub holds at most 16 policies");
    assertThat(new AccessError.NotAuthenticated("m").code().number()).isEqualTo(401003);
  }

  private static Set<Permission> permissions(Map<String, AccessPolicy> policies, String name) {
    return requireNonNull(policies.get(name)).permissions();
  }
}
