package io.twinhub.bootstrap.cli;

import static io.twinhub.bootstrap.cli.HubCommandsTest.assertRefused;
import static io.twinhub.bootstrap.cli.HubCommandsTest.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Import and export jobs at the command line, with a folder in place of a container. */
@Timeout(60)
class TransferCommandsTest {
  @TempDir
  private Path folder = Path.of("");

  private Twinhub hub;
  private String uri = "";

  @BeforeEach
  void start() {
    hub = Twinhub.start(
        HubConfig.builder(Ran.runFolder()).freePorts().transferFolder(folder).build());
    uri = folder.toUri().toString();
    hub.ports().identities().create(IdentityRequest.withKeys(TwinAddress.device("alpha")));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  @Test
  void a_fleet_is_exported_deleted_and_imported_again() throws IOException {
    Ran exported = done("device-identity", "export", "--bcu", uri, "--ik", "--wait");
    assertThat(exported.out()).contains("\"status\": \"completed\"", "\"progress\": 100");
    String file = Files.readString(folder.resolve("devices.txt"));
    assertThat(file).startsWith("{\"id\":\"alpha\"").contains("\"primaryKey\":\"");
    done("device-identity", "delete", "-d", "alpha");
    done("device-identity", "import", "--ibcu", uri, "--obcu", uri, "--wait");
    done("device-identity", "export", "--bcu", uri, "--ik", "--wait");
    String key = "\"symmetricKey\".*?}";
    assertThat(Files.readString(folder.resolve("devices.txt"))
            .replaceAll("(?s).*(" + key + ").*", "$1"))
        .isEqualTo(file.replaceAll("(?s).*(" + key + ").*", "$1"));
  }

  @Test
  void lines_that_failed_are_told_and_listed() throws IOException {
    Files.writeString(folder.resolve("devices.txt"), "{\"id\":\"beta\"}\nbroken\n");
    assertThat(done("device-identity", "import", "--ibcu", uri, "--obcu", uri, "--wait")
            .out())
        .contains("1 lines were imported and 1 failed; see importErrors.log");
    assertThat(Files.readString(folder.resolve("importErrors.log"))).startsWith("{\"line\":2,");
  }

  @Test
  void a_folder_that_is_not_open_is_refused() {
    assertRefused(
        "400 ErrorCode:BlobContainerValidationError;the container file:///etc is not below the folder that --transfer-folder names, "
            + folder,
        "device-identity",
        "export",
        "--bcu",
        "file:///etc");
  }

  @Test
  void less_than_the_owner_may_not_use_folders() {
    done(
        "policy", "create", "--name", "registry", "--permissions", "RegistryRead", "RegistryWrite");
    assertThat(Ran.twinhub("device-identity", "export", "--bcu", uri, "-l", login("registry")))
        .satisfies(ran -> assertThat(ran.code()).isEqualTo(1))
        .satisfies(ran -> assertThat(ran.err())
            .contains("registry may not use file: URIs; they need the policy iothubowner or all"
                + " four permissions"));
  }

  private static String login(String policy) {
    return done(
            "connection-string",
            "show",
            "--policy-name",
            policy,
            "-o",
            "value",
            "--query",
            "connectionString")
        .out()
        .strip();
  }
}
