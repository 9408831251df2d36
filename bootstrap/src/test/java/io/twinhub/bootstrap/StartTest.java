package io.twinhub.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.twinhub.bootstrap.cli.command.HubStarter.StartFailure;
import io.twinhub.bootstrap.config.EventsConfig;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.config.RunFolder;
import io.twinhub.bootstrap.config.TokenIssuerConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hub keeps between two starts, and why it may not start. */
@Timeout(60)
class StartTest {
  @TempDir
  private Path temporary;

  private HubConfig config(Optional<Path> data, int https, int mqtt, int admin) {
    HubConfig.Builder config = HubConfig.builder(temporary.resolve("run"))
        .httpsPort(https)
        .mqttPort(mqtt)
        .amqpPort(0)
        .adminPort(admin);
    data.ifPresent(config::data);
    return config.build();
  }

  private HubConfig keeping() {
    return config(Optional.of(temporary.resolve("data")), 0, 0, 0);
  }

  private static String key(Twinhub hub) {
    return hub.facts().connectionString().replaceAll(".*SharedAccessKey=", "");
  }

  private static String authority(Twinhub hub) throws IOException {
    return Files.readString(hub.facts().trust().ca());
  }

  private void assertDoesNotStart(HubConfig config, String reason) {
    assertThatThrownBy(() -> Twinhub.start(config).close())
        .isInstanceOfSatisfying(
            StartFailure.class, failure -> assertThat(failure.reason()).isEqualTo(reason));
    assertThat(new RunFolder(config.runFolder()).running()).isEmpty();
  }

  @Test
  void a_data_folder_keeps_keys_and_authority_and_the_admin_token_is_new() throws IOException {
    Twinhub first = Twinhub.start(keeping());
    String key = key(first);
    String authority = authority(first);
    String token = first.facts().adminToken();
    first.close();
    try (Twinhub second = Twinhub.start(keeping())) {
      assertThat(key(second)).isEqualTo(key);
      assertThat(authority(second)).isEqualTo(authority);
      assertThat(second.facts().adminToken()).isNotEqualTo(token);
    }
  }

  @Test
  void in_memory_makes_new_ones() throws IOException {
    HubConfig config = config(Optional.empty(), 0, 0, 0);
    Twinhub first = Twinhub.start(config);
    String key = key(first);
    String authority = authority(first);
    first.close();
    try (Twinhub second = Twinhub.start(config)) {
      assertThat(key(second)).isNotEqualTo(key);
      assertThat(authority(second)).isNotEqualTo(authority);
    }
  }

  @Test
  void a_closed_hub_is_found_no_more_and_closing_twice_does_nothing() {
    Twinhub hub = Twinhub.start(keeping());
    RunFolder folder = new RunFolder(keeping().runFolder());
    assertThat(folder.running()).containsExactly(hub.facts());
    hub.close();
    hub.close();
    assertThat(folder.running()).isEmpty();
  }

  @Test
  void a_folder_that_is_in_use_names_the_process() {
    try (Twinhub running = Twinhub.start(keeping())) {
      assertThatThrownBy(() -> Twinhub.start(keeping()).close())
          .hasMessage("%s is used by another hub (process %d); stop it, or choose another folder"
                  .formatted(temporary.resolve("data"), running.facts().pid())
              + " with --data");
    }
  }

  @Test
  void damaged_policies_are_named_and_not_overwritten() throws IOException {
    Twinhub.start(keeping()).close();
    Path file = temporary.resolve("data").resolve("policies.json");
    Files.writeString(file, "{\"policies\":7}");
    assertDoesNotStart(
        keeping(),
        file
            + " cannot be read ('policies' is missing or is not an array). Restore it, or delete it to"
            + " start with new keys");
    assertThat(file).hasContent("{\"policies\":7}");
  }

  @Test
  void a_damaged_certificate_is_named_and_not_overwritten() throws IOException {
    Twinhub.start(keeping()).close();
    Path file = temporary.resolve("data").resolve("ca-private.pem");
    Files.writeString(file, "no certificate");
    assertThatThrownBy(() -> Twinhub.start(keeping()).close())
        .isInstanceOf(StartFailure.class)
        .hasMessageStartingWith("certificate file " + file + ": damaged (")
        .hasMessageEndingWith("; restore it, or delete the whole folder; clients must then trust"
            + " the new ca.pem");
    assertThat(file).hasContent("no certificate");
  }

  @Test
  void a_folder_that_cannot_be_made_is_named() throws IOException {
    Path file = Files.createFile(temporary.resolve("file"));
    assertThatThrownBy(() -> Twinhub.start(config(Optional.of(file), 0, 0, 0)).close())
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(file.toString());
  }

  /** A file system of 64 KiB, which only root may mount. */
  @Test
  @EnabledOnOs(OS.LINUX)
  @EnabledIf("mayMount")
  void a_full_disk_is_told_whatever_could_not_be_written_first() throws Exception {
    Path data = Files.createDirectories(temporary.resolve("data"));
    int refused = run("mount", "-t", "tmpfs", "-o", "size=64k", "twinhub-test", data.toString());
    assumeThat(refused)
        .as("root may mount here, which is not so in every container")
        .isZero();
    try {
      Files.write(data.resolve("fills"), new byte[64 * 1024]);
      for (int attempt = 0; attempt < 2; attempt++) {
        assertDoesNotStart(
            keeping(),
            "there is no room left on the disk of %s (No space left on device). Nothing was lost. Make"
                    .formatted(data)
                + " room, choose another folder with --data, or start with --in-memory");
      }
    } finally {
      assertThat(run("umount", data.toString())).isZero();
    }
    Twinhub.start(keeping()).close();
  }

  static boolean mayMount() throws IOException {
    return ((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid")) == 0;
  }

  private static int run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  @Test
  void a_file_of_twins_that_is_empty_is_no_new_hub() throws IOException {
    Twinhub.start(keeping()).close();
    Path twins = temporary.resolve("data").resolve("twins.db");
    Files.write(twins, new byte[0]);
    assertDoesNotStart(
        keeping(),
        twins
            + " is empty, though the folder holds the keys of a hub: its twins are lost. Nothing was"
            + " changed. Restore a copy, or delete the file to start without twins");
    Files.delete(twins);
    Twinhub.start(keeping()).close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lock", "twins.db"})
  void a_link_in_the_data_folder_is_refused(String name) throws IOException {
    Path notes = Files.writeString(temporary.resolve("notes.txt"), "notes");
    Path data = Files.createDirectories(temporary.resolve("data"));
    Path link = Files.createSymbolicLink(data.resolve(name), notes);
    assertDoesNotStart(
        keeping(),
        link
            + " is a symbolic link, and a hub does not write through links; put the file itself there,"
            + " or name the folder that holds it with --data");
    assertThat(notes).hasContent("notes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ca.pem", "ca-bundle.pem", "trust.jks", "running.json"})
  void a_link_in_the_run_folder_is_replaced(String name) throws IOException {
    Path notes = Files.writeString(temporary.resolve("notes.txt"), "notes");
    Path run = Files.createDirectories(temporary.resolve("run/twinhub"));
    Files.createSymbolicLink(run.resolve(name), notes);
    try (Twinhub hub = Twinhub.start(keeping())) {
      assertThat(new RunFolder(temporary.resolve("run")).running()).containsExactly(hub.facts());
      assertThat(notes).hasContent("notes");
      assertThat(run.resolve(name)).isRegularFile();
      assertThat(Files.isSymbolicLink(run.resolve(name))).isFalse();
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void a_run_folder_that_is_open_to_others_is_closed() throws IOException {
    Path run = Files.createDirectories(temporary.resolve("run"));
    Files.setPosixFilePermissions(run, PosixFilePermissions.fromString("rwxrwxrwx"));
    try (Twinhub hub = Twinhub.start(keeping())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run)))
          .isEqualTo("rwx------");
      assertThat(hub.facts().pid()).isPositive();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_folder_where_nothing_can_be_is_not_taken_for_a_full_disk() {
    Path folder = Path.of("/proc/twinhub");
    assertDoesNotStart(
        config(Optional.of(folder), 0, 0, 0),
        folder + " may not be written (NoSuchFileException), but a hub keeps its twins and keys"
            + " there; choose another folder with --data, or start with --in-memory");
  }

  @Test
  void policies_that_cannot_be_written_are_named() throws IOException {
    Path data = temporary.resolve("data");
    Files.createDirectories(data.resolve("policies.json.new").resolve("in the way"));
    assertDoesNotStart(keeping(), "cannot write " + data.resolve("policies.json"));
  }

  @Test
  void a_device_authority_that_is_none_is_named() throws IOException {
    Path file = Files.writeString(temporary.resolve("none.pem"), "none");
    HubConfig config = HubConfig.builder(temporary.resolve("run"))
        .freePorts()
        .deviceAuthorities(List.of(file))
        .build();
    assertDoesNotStart(config, "--device-ca: cannot read a certificate from " + file);
  }

  @Test
  void a_key_set_that_is_none_is_named() throws IOException {
    Path file = Files.writeString(temporary.resolve("keys.json"), "{\"keys\":[]}");
    HubConfig config = HubConfig.builder(temporary.resolve("run"))
        .freePorts()
        .tokenIssuer(new TokenIssuerConfig(file, "https://sts/", "https://iothubs.azure.net"))
        .build();
    assertDoesNotStart(
        config,
        "--entra-keys: cannot read keys from " + file
            + ": it contains no key for RS256 (RSA) or ES256 (EC, curve P-256)");
  }

  @Test
  void a_damaged_token_key_is_named_and_kept() throws IOException {
    Path file = temporary.resolve("data").resolve("token-key.json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "damaged");
    assertDoesNotStart(
        keeping(),
        file
            + " cannot be read (it is not a private key for ES256). Restore it, or delete it to start"
            + " with a new key");
    assertThat(file).hasContent("damaged");
  }

  @Test
  void a_port_in_use_is_named_and_nothing_is_left_running() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertDoesNotStart(
          config(keeping().data(), port, 0, 0),
          "cannot listen for HTTPS on 127.0.0.1:%d: another program uses the port; stop it or"
                  .formatted(port)
              + " choose another port");
      assertDoesNotStart(
          config(keeping().data(), 0, port, 0),
          "cannot listen for MQTT on 127.0.0.1:%d: another program uses the port; stop it or"
                  .formatted(port)
              + " choose another port");
      assertDoesNotStart(
          config(keeping().data(), 0, 0, port),
          "cannot listen for admin pages on port %d: Address already in use; stop the other"
                  .formatted(port)
              + " program or choose another port with --admin-port");
      assertDoesNotStart(
          HubConfig.builder(temporary.resolve("run"))
              .freePorts()
              .events(EventsConfig.DEFAULT.port(port))
              .build(),
          "cannot listen for events without TLS on 127.0.0.1:%d: another program uses the port; stop it or"
                  .formatted(port)
              + " choose another port");
    }
    Twinhub.start(keeping()).close();
  }

  @Test
  void a_hub_that_is_started_twice_is_told_of_the_first() {
    try (Twinhub first = Twinhub.start(keeping())) {
      int port = first.facts().adminPort();
      assertThatThrownBy(() -> Twinhub.start(config(Optional.empty(), 0, 0, port)))
          .hasMessage(
              "cannot listen for admin pages on port %d: the hub 'twinhub' (process %d) runs there; stop it,"
                      .formatted(port, ProcessHandle.current().pid())
                  + " or start this one beside it with an address of its own, such as --host 127.0.0.2 --admin-port 0");
      assertThat(new RunFolder(keeping().runFolder()).running()).containsExactly(first.facts());
    }
  }

  @Test
  void two_hubs_run_beside_one_another() {
    try (Twinhub first = Twinhub.start(keeping());
        Twinhub second = Twinhub.start(config(Optional.empty(), 0, 0, 0))) {
      assertThat(second.facts().httpsPort()).isNotEqualTo(first.facts().httpsPort());
      assertThat(new RunFolder(keeping().runFolder()).running())
          .containsExactly(first.facts(), second.facts());
      assertThat(first.facts().name()).isEqualTo("twinhub");
      assertThat(second.facts().name()).isEqualTo("twinhub-2");
      assertThat(second.facts().trust().ca()).isNotEqualTo(first.facts().trust().ca());
    }
  }

  @Test
  void a_name_belongs_to_one_hub_at_a_time() {
    HubConfig named =
        HubConfig.builder(temporary.resolve("run")).freePorts().name("plant").build();
    try (Twinhub first = Twinhub.start(named)) {
      assertThat(first.facts().name()).isEqualTo("plant");
      assertThatThrownBy(() -> Twinhub.start(named).close())
          .hasMessage(
              "a hub named 'plant' runs already; stop it, or choose another name with --name");
      assertThat(new RunFolder(named.runFolder()).running()).containsExactly(first.facts());
    }
    Twinhub.start(named).close();
  }
}
