package io.twinhub.local.frontend.https;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.access.DataAction;
import io.twinhub.domain.access.Permission;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.local.frontend.access.AuthenticatedService;
import io.twinhub.local.frontend.access.Tokens;
import io.twinhub.local.frontend.amqp.link.LinkAddress.Purpose;
import io.twinhub.local.frontend.https.route.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Which right each route and each link asks for. Source: auth.md 2 and 3, Azure's page on shared access
 * signatures; where that says nothing, the right of the nearest operation.
 */
class RightsTest {
  private static final Instant LATER = RunningHub.NOON.plusSeconds(3600);

  /** A request, and what a policy must allow for it. */
  private record Row(String method, String path, Set<Permission> rights) {}

  private static final String REGISTRY_READ = "RegistryRead";
  private static final String REGISTRY_WRITE = "RegistryWrite";
  private static final String REGISTRY_BOTH = "RegistryRead RegistryWrite";
  private static final String SERVICE = "ServiceConnect";
  private static final String DEVICE = "DeviceConnect";

  private static final List<Row> TABLE = List.of(
      row("GET devices", REGISTRY_READ),
      row("POST devices", REGISTRY_WRITE),
      row("GET devices/alpha", REGISTRY_READ),
      row("PUT devices/alpha", REGISTRY_WRITE),
      row("DELETE devices/alpha", REGISTRY_WRITE),
      row("GET devices/alpha/modules", REGISTRY_READ),
      row("GET devices/alpha/modules/camera", REGISTRY_READ),
      row("PUT devices/alpha/modules/camera", REGISTRY_WRITE),
      row("DELETE devices/alpha/modules/camera", REGISTRY_WRITE),
      row("POST devices/keys/regenerate", REGISTRY_WRITE),
      row("GET statistics/devices", REGISTRY_READ),
      row("GET statistics/service", REGISTRY_READ),
      row("DELETE devices/alpha/commands", SERVICE),
      row("DELETE devices/alpha/modules/camera/commands", SERVICE),
      row("POST devices/query", SERVICE),
      row("GET twins/alpha", SERVICE),
      row("PATCH twins/alpha", SERVICE),
      row("PUT twins/alpha", SERVICE),
      row("GET twins/alpha/modules/camera", SERVICE),
      row("PATCH twins/alpha/modules/camera", SERVICE),
      row("PUT twins/alpha/modules/camera", SERVICE),
      row("POST twinhub/explain", SERVICE),
      row("POST twinhub/why", SERVICE),
      row("GET twinhub/paths", SERVICE),
      row("POST twins/alpha/methods", SERVICE),
      row("POST twins/alpha/modules/camera/methods", SERVICE),
      row("GET digitaltwins/alpha", SERVICE),
      row("PATCH digitaltwins/alpha", SERVICE),
      row("POST digitaltwins/alpha/commands/reboot", SERVICE),
      row("POST digitaltwins/alpha/components/c/commands/reboot", SERVICE),
      row("GET messages/serviceBound/feedback", SERVICE),
      row("DELETE messages/serviceBound/feedback/lock", SERVICE),
      row("GET messages/serviceBound/filenotifications", SERVICE),
      row("DELETE messages/serviceBound/filenotifications/lock", SERVICE),
      row("GET jobs/v2", SERVICE),
      row("GET jobs/v2/query", SERVICE),
      row("GET jobs/v2/job", SERVICE),
      row("PUT jobs/v2/job", SERVICE),
      row("POST jobs/v2/job/cancel", SERVICE),
      row("POST jobs/create", REGISTRY_BOTH),
      row("GET jobs", REGISTRY_BOTH),
      row("GET jobs/job", REGISTRY_BOTH),
      row("DELETE jobs/job", REGISTRY_BOTH),
      row("GET configurations", REGISTRY_READ),
      row("GET configurations/blue", REGISTRY_READ),
      row("PUT configurations/blue", REGISTRY_WRITE),
      row("DELETE configurations/blue", REGISTRY_WRITE),
      row("POST configurations/testQueries", REGISTRY_READ),
      row("POST devices/alpha/applyConfigurationContent", REGISTRY_WRITE),
      row("POST devices/alpha/messages/events", DEVICE),
      row("GET devices/alpha/messages/deviceBound", DEVICE),
      row("DELETE devices/alpha/messages/deviceBound/lock", DEVICE),
      row("POST devices/alpha/messages/deviceBound/lock/abandon", DEVICE),
      row("POST devices/alpha/modules/camera/messages/events", DEVICE),
      row("GET devices/alpha/modules/camera/messages/deviceBound", DEVICE),
      row("DELETE devices/alpha/modules/camera/messages/deviceBound/lock", DEVICE),
      row("POST devices/alpha/modules/camera/messages/deviceBound/lock/abandon", DEVICE),
      row("POST devices/alpha/files", DEVICE),
      row("POST devices/alpha/files/notifications", DEVICE),
      row("POST devices/alpha/files/notifications/id", DEVICE),
      row("POST devices/alpha/modules/camera/devicesAndModulesInDeviceScope", DEVICE),
      row("POST devices/alpha/modules/camera/deviceAndModuleInDeviceScope", DEVICE));

  private static RunningHub hub;

  private static Row row(String route, String rights) {
    String[] words = route.split(" ", 2);
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    Stream.of(rights.split(" ", -1))
        .forEach(right -> permissions.add(Permission.find(right).orElseThrow()));
    return new Row(words[0], words[1], permissions);
  }

  @BeforeAll
  static void start() {
    hub = new RunningHub().with("alpha").with("alpha", "camera");
    hub.registry().with(TwinAddress.device("alpha")).with(TwinAddress.module("alpha", "camera"));
    for (Permission permission : Permission.values()) {
      hub.registry().with(permission.azureName(), Set.of(permission));
      hub.registry().with("not" + permission.azureName(), others(permission));
    }
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  private static Set<Permission> others(Permission permission) {
    return EnumSet.complementOf(EnumSet.of(permission));
  }

  static Stream<Row> table() {
    return TABLE.stream();
  }

  private static int status(Row row, String policy) throws Exception {
    String token = Tokens.service(policy, LATER.getEpochSecond());
    return hub.send(row.method(), "/" + row.path(), "", "Authorization", token).statusCode();
  }

  /** A body is missing and If-Match with it, so nothing is changed; only 401 speaks of rights. */
  @ParameterizedTest
  @MethodSource("table")
  void each_route_asks_for_its_right_and_for_no_other(Row row) throws Exception {
    for (Permission permission : Permission.values()) {
      boolean alone = row.rights().equals(Set.of(permission));
      assertThat(status(row, permission.azureName()) != 401)
          .as("%s with %s alone", row, permission)
          .isEqualTo(alone);
      assertThat(status(row, "not" + permission.azureName()) != 401)
          .as("%s with all but %s", row, permission)
          .isEqualTo(!row.rights().contains(permission));
    }
  }

  @Test
  void no_route_is_missing_from_the_table() {
    List<String> missing = new ArrayList<>();
    for (Route route : hub.routes()) {
      boolean listed = TABLE.stream()
          .anyMatch(row -> route.allows(row.method())
              && route.match(List.of(row.path().split("/", -1))).isPresent());
      if (!listed) {
        missing.add(route.method() + " " + String.join("/", route.pattern()));
      }
    }
    assertThat(missing).isEmpty();
  }

  private static final Map<Purpose, Permission> LINKS = Map.of(
      Purpose.SERVICE_MESSAGES, Permission.SERVICE_CONNECT,
      Purpose.SERVICE_FEEDBACK, Permission.SERVICE_CONNECT,
      Purpose.SERVICE_FILES, Permission.SERVICE_CONNECT);

  @Test
  void links_of_back_ends_ask_for_their_right_and_those_of_devices_for_who_they_are() {
    for (Purpose purpose : Purpose.values()) {
      assertThat(purpose.right().map(DataAction::permission))
          .as(purpose.name())
          .isEqualTo(Optional.ofNullable(LINKS.get(purpose)));
    }
    assertThat(Arrays.stream(Purpose.values()).flatMap(purpose -> purpose.right().stream()))
        .doesNotHaveDuplicates();
  }

  static Stream<Arguments> scopes() {
    return Stream.of(
        Arguments.of("h", true, true),
        Arguments.of("h/messages", true, true),
        Arguments.of("h/messages/devicebound", true, false),
        Arguments.of("h/messages/serviceBound", false, true),
        Arguments.of("h/twins", false, false),
        Arguments.of("h/devices", false, false));
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void a_token_for_a_part_of_the_hub_serves_the_links_of_that_part(
      String sr, boolean messages, boolean feedback) {
    AuthenticatedService service = Tokens.serviceOf(sr);
    assertThat(service.covers(Purpose.SERVICE_MESSAGES.path())).isEqualTo(messages);
    assertThat(service.covers(Purpose.SERVICE_FEEDBACK.path())).isEqualTo(feedback);
  }
}
