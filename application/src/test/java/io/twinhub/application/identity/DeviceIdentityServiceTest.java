package io.twinhub.application.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.access.Permission;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.IfMatch;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The registry for back ends: permissions first, then the hub. */
class DeviceIdentityServiceTest {
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");
  private static final Principal READER =
      new Principal.Service("reader", Set.of(Permission.REGISTRY_READ));
  private static final Principal WRITER =
      new Principal.Service("writer", Set.of(Permission.REGISTRY_WRITE));

  private final NotedHub hub = new NotedHub();
  private final DeviceIdentityService service = new DeviceIdentityService(hub, hub.twins());
  private final IdentityRequest request = IdentityRequest.withKeys(ALPHA);

  private final Map<String, Consumer<Principal>> calls = Map.of(
      "get", who -> service.get(who, ALPHA),
      "list", who -> service.list(who, 10),
      "modules", who -> service.modules(who, ALPHA.deviceId()),
      "statistics", service::statistics,
      "create", who -> service.create(who, IdentityRequest.withKeys(TwinAddress.device("beta"))),
      "update", who -> service.update(who, request, IfMatch.any()),
      "delete", who -> service.delete(who, ALPHA, IfMatch.any()),
      "bulk", who -> service.bulk(who, List.of()));

  @BeforeEach
  void register() {
    hub.register(ALPHA);
  }

  private void call(String name, Principal who) {
    calls
        .getOrDefault(name, unknown -> {
          throw new AssertionError(name);
        })
        .accept(who);
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "list", "modules", "statistics"})
  void reading_needs_the_permission_to_read(String name) {
    call(name, READER);
    assertThatThrownBy(() -> call(name, WRITER))
        .hasMessage("Authorization rule 'writer' does not allow access: it lacks RegistryRead");
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "update", "delete", "bulk"})
  void writing_needs_the_permission_to_write(String name) {
    assertThatThrownBy(() -> call(name, READER))
        .hasMessage("Authorization rule 'reader' does not allow access: it lacks RegistryWrite");
    assertThat(hub.done).isEmpty();
    call(name, WRITER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"get", "list", "statistics", "create", "update", "delete", "bulk"})
  void a_device_may_do_nothing_here_but_manage_its_modules(String name) {
    assertThatThrownBy(() -> call(name, new Principal.Device(ALPHA)))
        .hasMessageStartingWith("Authorization rule 'alpha' does not allow access: it lacks Reg");
    assertThat(hub.done).isEmpty();
    service.modules(new Principal.Device(ALPHA), ALPHA.deviceId());
    assertThatThrownBy(() -> call("modules", new Principal.Device(TwinAddress.device("beta"))))
        .hasMessage("Authorization rule 'beta' does not allow access: it lacks RegistryRead");
  }

  @Test
  void who_is_not_registered_is_refused_by_name() {
    TwinAddress nobody = TwinAddress.device("nobody");
    assertThatThrownBy(() -> service.get(READER, nobody))
        .hasMessage("Device nobody not registered");
    assertThatThrownBy(() -> service.modules(READER, nobody.deviceId()))
        .hasMessage("Device nobody not registered");
  }

  @Test
  void a_listing_shows_a_thousand_at_most() {
    service.list(READER, 7);
    service.list(READER, 5000);
    assertThat(hub.done).containsExactly("list 7", "list 1000");
  }
}
