package io.twinhub.bootstrap.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.fleet.FleetDocument;
import io.twinhub.application.port.in.fleet.FleetEntry;
import io.twinhub.application.port.in.fleet.FleetSource.Stage;
import io.twinhub.domain.access.Permission;
import io.twinhub.domain.twin.TwinRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Seeds as users write them; each mistake with file, line and path. */
@Timeout(60)
class SeedFileTest {
  private static final String GOOD = """
      # what the plant looks like
      policies:
        - name: serviceAndRegistryRead
          permissions: [RegistryRead, ServiceConnect]
          primaryKey: MTExMTExMTExMTExMTExMQ==
      devices:
        - deviceId: gateway
          capabilities: {iotEdge: true}
        - deviceId: thermostat
          parents: [gateway]
          authentication:
            type: sas
            symmetricKey: {primaryKey: MTExMTExMTExMTExMTExMQ==, secondaryKey: MjIyMjIyMjIyMjIyMjIyMg==}
          tags: {location: {plant: Redmond43, floor: 2}, since: 2026-01-01, on: yes}
          properties:
            desired: {climate: {minTemperature: 68.50}}
            reported: {ok: true}
          modules:
            - moduleId: fan
              tags: {speed: 3}
      """;

  @TempDir
  private Path folder;

  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("seed.yaml");
  }

  private Seed read(String text) throws IOException {
    Files.writeString(file, text);
    return SeedFile.read(file, TwinRules.DEFAULT);
  }

  private static List<String> documents(Seed seed, Stage stage) {
    List<String> documents = new ArrayList<>();
    for (FleetEntry entry : seed.fleet().members(stage)) {
      documents.add(FleetDocument.of(entry.member().get().orElseThrow()).toString());
    }
    return documents;
  }

  @Test
  void yaml_becomes_policies_devices_and_modules() throws IOException {
    Seed seed = read(GOOD);
    assertThat(seed.policies()).hasSize(1);
    Seed.Policy policy = seed.policies().get(0);
    assertThat(policy.name()).isEqualTo("serviceAndRegistryRead");
    assertThat(policy.permissions())
        .containsExactlyInAnyOrder(Permission.REGISTRY_READ, Permission.SERVICE_CONNECT);
    assertThat(policy.primaryKey()).isPresent();
    assertThat(policy.secondaryKey()).isEmpty();
    assertThat(documents(seed, Stage.EDGES))
        .containsExactly("{\"deviceId\":\"gateway\",\"authentication\":{\"type\":\"sas\"},"
            + "\"capabilities\":{\"iotEdge\":true}}");
    assertThat(documents(seed, Stage.DEVICES).get(1))
        .isEqualTo("{\"deviceId\":\"thermostat\",\"authentication\":{\"type\":\"sas\","
            + "\"symmetricKey\":{\"primaryKey\":\"MTExMTExMTExMTExMTExMQ==\",\"secondaryKey\":"
            + "\"MjIyMjIyMjIyMjIyMjIyMg==\"}},"
            + "\"parents\":[\"gateway\"],\"tags\":{\"location\":{\"floor\":2,\"plant\":"
            + "\"Redmond43\"},\"on\":\"yes\",\"since\":\"2026-01-01\"},\"properties\":{\"desired\":"
            + "{\"climate\":{\"minTemperature\":68.5}},\"reported\":{\"ok\":true}}}");
    assertThat(documents(seed, Stage.MODULES))
        .containsExactly("{\"deviceId\":\"thermostat\",\"moduleId\":\"fan\",\"authentication\":"
            + "{\"type\":\"sas\"},\"tags\":{\"speed\":3}}");
  }

  @Test
  void json_is_read_alike_and_so_is_what_was_exported() throws IOException {
    String device = "{\"deviceId\":\"a\",\"authentication\":{\"type\":\"sas\"},\"tags\":{\"b\":1}}";
    assertThat(documents(read("{\"devices\":[" + device + "]}"), Stage.DEVICES))
        .containsExactly(device);
    file = folder.resolve("exported.jsonl");
    assertThat(documents(read(device + "\n"), Stage.DEVICES)).containsExactly(device);
    assertThat(read("").policies()).isEmpty();
  }

  @Test
  void an_empty_file_seeds_nothing() throws IOException {
    assertThat(documents(read("# nothing yet\n"), Stage.DEVICES)).isEmpty();
    assertThat(documents(read("devices:\n"), Stage.DEVICES)).isEmpty();
  }

  static Stream<Arguments> mistakes() {
    return Stream.concat(mistakesOfMembers(), mistakesOfPoliciesAndText());
  }

  private static Stream<Arguments> mistakesOfMembers() {
    return Stream.of(
        Arguments.of("- a", 1, "a seed holds policies, routing and devices"),
        Arguments.of(
            "device: []",
            1,
            "device is not a known field; the known fields are devices, policies, routing"),
        Arguments.of("devices: a", 1, "devices must be a list"),
        Arguments.of("devices:\n  - a", 2, "devices[0] must be an object"),
        Arguments.of("devices:\n  - tags: {}", 2, "devices[0].deviceId is missing"),
        Arguments.of(
            "devices:\n  - deviceId: a\n    tags: 1", 3, "devices[0].tags must be an object"),
        Arguments.of(
            "devices:\n  - deviceId: a\n    status: off\n",
            3,
            "devices[0].status must be enabled or" + " disabled"),
        Arguments.of(
            "devices:\n  - deviceId: a\n  - deviceId: a\n",
            3,
            "devices[1].deviceId a occurs a second time"),
        Arguments.of(
            "devices:\n  - deviceId: a\n    modules:\n      - moduleId: m\n        desired: {}\n",
            5,
            "devices[0].modules[0].desired is not a known field; the known fields are attributes, authentication,"
                + " capabilities, deviceId, managedBy, moduleId, parents, properties, status, statusReason, tags"),
        Arguments.of(
            "devices:\n  - deviceId: a\n    modules:\n      - tags: {}\n",
            4,
            "devices[0].modules[0].moduleId is missing"),
        Arguments.of(
            "devices:\n  - deviceId: a\n    authentication: {symmetricKey: {primaryKey: '?'}}\n",
            2,
            "devices[0] a key must be base64 text of 16 to 64 bytes"),
        Arguments.of(
            "devices:\n  - deviceId: a\n    authentication: {symmetricKey: {primaryKey: MTEx}}\n",
            2,
            "devices[0] a key must be base64 text of 16 to 64 bytes"));
  }

  private static Stream<Arguments> mistakesOfPoliciesAndText() {
    return Stream.of(
        Arguments.of(
            "policies:\n  - permissions: [ServiceConnect]", 2, "policies[0].name is missing"),
        Arguments.of(
            "policies:\n  - name: a\n    permissions: [All]",
            3,
            "policies[0].permissions 'All' is not one of RegistryRead, RegistryWrite, ServiceConnect,"
                + " DeviceConnect"),
        Arguments.of(
            "routing:\n  routes:\n    - source: DeviceMessages",
            3,
            "routing.routes[0].name is missing"),
        Arguments.of(
            "routing:\n  routes:\n    - {name: a, source: DeviceMessages, condition: x =}",
            3,
            "routing.routes[0] the condition of route 'a' is wrong:\n1:4 expected a value, found the"
                + " end of the condition\nx =\n   ^"),
        Arguments.of(
            "policies:\n  - name: a\n", 2, "policies[0] policy 'a' needs at least one permission"),
        Arguments.of(
            "policies:" + "\n  - {name: a, permissions: [ServiceConnect]}".repeat(2),
            3,
            "policies[1].name 'a' occurs a second time"),
        Arguments.of(
            "policies:\n  - name: a\n    permissions: [ServiceConnect]\n    primaryKey: '?'\n",
            4,
            "policies[0].primaryKey: a key must be base64 text of 16 to 64 bytes"),
        Arguments.of(
            "policies:\n  - name: a\n    permissions: [ServiceConnect]\n    secondaryKey: MTEx\n",
            4,
            "policies[0].secondaryKey: a key must be base64 text of 16 to 64 bytes"));
  }

  static Stream<Arguments> mistakesOfYaml() {
    return Stream.of(
        Arguments.of(
            "devices:\n  - deviceId: a\n    deviceId: b\n", 3, "'deviceId' occurs a second time"),
        Arguments.of(
            "devices:\n  - deviceId: !!binary a\n",
            2,
            "the tag tag:yaml.org,2002:binary is not supported here"),
        Arguments.of(
            "devices:\n  - deviceId: a\n    tags: {x: .inf}\n", 3, "'.inf' is not a JSON number"),
        Arguments.of("devices:\n  - ? [a]\n    : b\n", 2, "a name must be a string"),
        Arguments.of(
            "devices: a: b\n",
            1,
            "a colon is not allowed here; a text that contains a colon needs quotes"),
        Arguments.of(
            "devices:\n\t- deviceId: a\n", 2, "tabs cannot be used for indentation; use spaces"),
        Arguments.of("devices: [a\n", 2, "expected a comma or the closing bracket"),
        Arguments.of("devices:\n  - a\n - b\n", 3, "the indentation is wrong"),
        Arguments.of("devices: *b\n", 1, "the alias b is not defined"),
        Arguments.of("devices: 'a\n", 2, "the text ends too early"),
        Arguments.of("devices: \u0001\n", 1, "a character that YAML does not allow"),
        Arguments.of("devices: %a\n", 1, "the text breaks the rules of YAML here"),
        Arguments.of("devices: &a\n  - *a\n", 1, "it contains itself"),
        Arguments.of("[".repeat(100), 1, "nested deeper than 64"));
  }

  @ParameterizedTest
  @MethodSource({"mistakes", "mistakesOfYaml"})
  void a_mistake_is_told_with_file_line_and_path(String text, int line, String problem) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(FileProblem.class)
        .hasMessage("%s:%d: %s", file, line, problem);
  }

  @Test
  void what_no_twin_may_hold_is_found_before_anything_is_written() {
    assertThatThrownBy(() -> read("devices:\n  - deviceId: a\n    tags: {x: [1]}\n"))
        .hasMessageStartingWith(file + ":2: devices[0] Provided json is not a valid");
    assertThatThrownBy(() -> read("devices:\n  - deviceId: a\n    properties:\n      reported:"
            + " {x: '" + "y".repeat(5000) + "'}\n"))
        .isInstanceOf(FileProblem.class)
        .hasMessageStartingWith(file + ":2: devices[0] ");
  }

  @Test
  void text_that_is_not_yaml_is_told_with_its_line() {
    assertThatThrownBy(() -> read("devices:\n  - {deviceId: a\n"))
        .isInstanceOf(FileProblem.class)
        .hasMessageMatching("\\Q" + file + "\\E:[23]: .+");
    assertThatThrownBy(() -> SeedFile.read(folder.resolve("none"), TwinRules.DEFAULT))
        .hasMessage("cannot read %s: there is no such file or folder", folder.resolve("none"));
  }

  @Test
  void aliases_repeat_and_a_laugh_too_many_is_refused() throws IOException {
    assertThat(documents(
            read("devices:\n  - {deviceId: a, tags: &t {x: 1}}\n  - {deviceId: b, tags: *t}\n"),
            Stage.DEVICES))
        .last()
        .asString()
        .endsWith("\"tags\":{\"x\":1}}");
    StringBuilder laughs = new StringBuilder("x0: &x0 [1,1,1,1,1,1,1,1,1,1]\n");
    for (int i = 1; i < 10; i++) {
      String one = "*x" + (i - 1);
      laughs.append("x%d: &x%d [%s]\n"
          .formatted(
              i, i, String.join(",", List.of(one, one, one, one, one, one, one, one, one, one))));
    }
    assertThatThrownBy(() -> read(laughs.toString()))
        .hasMessageEndingWith("more than %d values".formatted(YamlText.VALUES_MAX));
  }
}
