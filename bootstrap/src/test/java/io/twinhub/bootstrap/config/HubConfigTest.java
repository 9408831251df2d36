package io.twinhub.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.identity.SharedKey;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.twin.TwinRules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be set, and what a running hub leaves for its commands to find. */
class HubConfigTest {
  private static final String CONNECTION =
      "HostName=127.0.0.1;SharedAccessKeyName=iothubowner;SharedAccessKey=MDAwMDAwMDAwMDAwMDAwMA==";

  @TempDir
  private Path folder;

  private HubFacts facts(long pid) {
    return new HubFacts(
        "twinhub",
        pid,
        "1.0",
        "127.0.0.1",
        443,
        8883,
        5671,
        8280,
        8281,
        new EventsEndpoint("127.0.0.1", 5672, "twinhub"),
        "secret",
        CONNECTION,
        TrustFiles.in(folder),
        7);
  }

  @Test
  void the_defaults_are_those_of_the_documentation() {
    assertThat(HubConfig.DATA_DEFAULT).isEqualTo(".twinhub");
    assertThat(HubConfig.HOST_DEFAULT).isEqualTo("127.0.0.1");
    assertThat(HubConfig.HTTPS_PORT_DEFAULT).isEqualTo(443);
    assertThat(HubConfig.HTTPS_PORT_UNPRIVILEGED).isEqualTo(8443);
    assertThat(HubConfig.MQTT_PORT_DEFAULT).isEqualTo(8883);
    assertThat(HubConfig.AMQP_PORT_DEFAULT).isEqualTo(5671);
    assertThat(HubConfig.ADMIN_PORT_DEFAULT).isEqualTo(8280);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1,            , 127.0.0.1",
    "127.129.1.2, hub.local, 127.129.1.2",
    "localhost,            , localhost",
    "0.0.0.0,              , 127.0.0.1",
    "0.0.0.0,     hub.local, hub.local",
    "::,                   , 127.0.0.1",
    "::,          10.1.2.3 , 10.1.2.3",
  })
  void connection_strings_name_a_host_to_which_clients_can_connect(
      String host, @Nullable String extra, String named) {
    HubConfig config = HubConfig.builder(folder)
        .host(host)
        .extraNames(Optional.ofNullable(extra).map(List::of).orElse(List.of()))
        .build();
    assertThat(config.clientHost()).isEqualTo(named);
  }

  @Test
  void a_run_folder_that_cannot_be_made_is_named_with_what_to_do() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> new RunFolder(file.resolve("run")).take("one"))
        .hasMessage(
            "%s/run may not be written (Not a directory), but commands find the running hub there; name another folder with TWINHUB_RUN",
            file);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, localhost, twinhub, 127.0.0.1",
    "127.0.0.2, localhost, twinhub, 127.0.0.2",
    "0.0.0.0, localhost, twinhub, 127.0.0.1",
    "0.0.0.0, Plant-7.azure-devices.net, Plant-7, 127.0.0.1",
    "0.0.0.0, plant.azure-devices.cn, plant, 127.0.0.1",
    "0.0.0.0, a.b.azure-devices.net, twinhub, 127.0.0.1",
    "localhost, hub.example.com, twinhub, localhost",
    "no.such.host.invalid, localhost, twinhub, 127.0.0.1"
  })
  void the_hub_has_a_name_and_a_place_for_its_events(
      String host, String extra, String name, String eventsHost) {
    HubConfig config =
        HubConfig.builder(folder).host(host).extraNames(List.of(extra)).build();
    assertThat(config.hubName()).isEqualTo(name);
    assertThat(config.eventsHost()).isEqualTo(eventsHost);
  }

  @Test
  void a_hub_for_tests_keeps_nothing_and_takes_any_ports() {
    assertThat(HubConfig.forTests(folder))
        .isEqualTo(new HubConfig(
            Optional.empty(),
            Optional.empty(),
            "127.0.0.1",
            0,
            0,
            0,
            0,
            EventsConfig.DEFAULT.port(0),
            TwinRules.Arrays.REFUSE,
            List.of(),
            List.of(),
            Optional.empty(),
            Duration.ofMinutes(5),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            RepeatConfig.DEFAULT,
            DisturbanceConfig.NONE,
            folder));
  }

  @Test
  void a_connection_string_is_read_in_any_order_and_written_in_azures() {
    ConnectionString parsed = ConnectionString.parse(
        " SharedAccessKey=MDAwMDAwMDAwMDAwMDAwMA==;HostName=hub.test:8443;SharedAccessKeyName=x ");
    assertThat(parsed)
        .isEqualTo(
            new ConnectionString("hub.test:8443", "x", new SharedKey("MDAwMDAwMDAwMDAwMDAwMA==")));
    assertThat(parsed.text())
        .isEqualTo("HostName=hub.test:8443;SharedAccessKeyName=x;"
            + "SharedAccessKey=MDAwMDAwMDAwMDAwMDAwMA==");
    assertThat(parsed).hasToString("ConnectionString[hub.test:8443, x]");
  }

  @ParameterizedTest
  @CsvSource({
    "h.azure-devices.net, h.azure-devices.net, h.azure-devices.net",
    "h.service.azure-devices.net, h.service.azure-devices.net, h.device.azure-devices.net",
    "h.device.azure-devices.net, h.service.azure-devices.net, h.device.azure-devices.net",
    "hub.test:8443, hub.test:8443, hub.test"
  })
  void each_side_of_a_hub_has_its_host(String named, String ofServices, String ofDevices) {
    ConnectionString parsed =
        ConnectionString.parse("HostName=%s;SharedAccessKeyName=x;SharedAccessKey=%s"
            .formatted(named, "MDAwMDAwMDAwMDAwMDAwMA=="));
    assertThat(parsed.hostName()).isEqualTo(ofServices);
    assertThat(parsed.deviceHostName()).isEqualTo(ofDevices);
    assertThat(parsed).hasToString("ConnectionString[%s, x]".formatted(ofServices));
  }

  @Test
  void a_connection_string_of_a_device_is_none_of_a_service() {
    assertThatThrownBy(() -> ConnectionString.parse("HostName=a.b;DeviceId=d;SharedAccessKey=MDAw"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the connection string lacks SharedAccessKeyName; a service connection string"
            + " looks like HostName=…;SharedAccessKeyName=…;SharedAccessKey=…");
  }

  @Test
  void facts_survive_the_file_and_only_their_owner_reads_it() throws Exception {
    HubFacts own = facts(ProcessHandle.current().pid());
    try (RunFolder.Place place = new RunFolder(folder.resolve("run")).take("one")) {
      new RunFile(place.folder()).write(own);
    }
    assertThat(new RunFolder(folder.resolve("run")).running()).containsExactly(own);
    Path written = folder.resolve("run").resolve("one").resolve("running.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void a_file_of_a_process_that_is_gone_or_of_no_hub_is_no_running_hub() throws Exception {
    RunFile file = new RunFile(folder);
    assertThat(file.read()).isEmpty();
    Process gone = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
    assertThat(gone.waitFor()).isZero();
    file.write(facts(gone.pid()));
    assertThat(file.read()).isEmpty();
    Files.writeString(folder.resolve("running.json"), "{\"pid\":\"no number\"}");
    assertThat(file.read()).isEmpty();
    Files.writeString(folder.resolve("running.json"), "{");
    assertThat(file.read()).isEmpty();
  }

  @Test
  void facts_name_the_member_that_is_missing() {
    JsonObject json = JsonText.parseObject("{\"pid\":1}".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> HubFacts.parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'name' is missing or is not a string");
  }
}
