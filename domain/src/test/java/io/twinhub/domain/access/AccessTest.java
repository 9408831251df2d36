package io.twinhub.domain.access;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.identity.TwinAddress;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what. Source: Azure's page on shared access signatures. */
class AccessTest {
  private static final SharedKey KEY = SharedKey.of(new byte[] {1});

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
    assertThatCode(() -> principal.require(Permission.REGISTRY_READ)).doesNotThrowAnyException();
    assertThatThrownBy(() -> principal.require(Permission.SERVICE_CONNECT))
        .isInstanceOfSatisfying(
            HubException.class, refusal -> assertThat(refusal.code().number()).isEqualTo(401002))
        .hasMessage("Authorization rule 'reader' does not allow access: it lacks ServiceConnect");
  }

  @Test
  void a_device_may_be_a_device_and_nothing_else() {
    Principal device = new Principal.Device(TwinAddress.device("d"));
    assertThatCode(() -> device.require(Permission.DEVICE_CONNECT)).doesNotThrowAnyException();
    assertThatThrownBy(() -> device.require(Permission.SERVICE_CONNECT))
        .hasMessage("Authorization rule 'd' does not allow access: it lacks ServiceConnect");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "a;b"})
  void a_policy_needs_a_lawful_name(String name) {
    assertThatThrownBy(() -> new AccessPolicy(name, Set.of(Permission.DEVICE_CONNECT), KEY, KEY))
        .hasMessage("policy name '%s': use 1 to 64 letters, digits and _ - @ .".formatted(name));
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
    assertThat(new AccessError.PolicyExists("p").message())
        .isEqualTo("there is a policy 'p' already");
    assertThat(new AccessError.NoSuchPolicy("p").message()).isEqualTo("there is no policy 'p'");
    assertThat(new AccessError.TooManyPolicies().message())
        .isEqualTo("a hub holds at most 16 policies");
    assertThat(new AccessError.NotAuthenticated("m").code().number()).isEqualTo(401003);
  }

  private static Set<Permission> permissions(Map<String, AccessPolicy> policies, String name) {
    return requireNonNull(policies.get(name)).permissions();
  }
}
