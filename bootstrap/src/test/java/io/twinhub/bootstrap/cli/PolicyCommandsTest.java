package io.twinhub.bootstrap.cli;

import static io.twinhub.bootstrap.cli.HubCommandsTest.assertRefused;
import static io.twinhub.bootstrap.cli.HubCommandsTest.done;
import static io.twinhub.bootstrap.cli.HubCommandsTest.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Shared access policies of a running hub, from the command line. */
@Timeout(60)
class PolicyCommandsTest {
  private static Twinhub hub;

  @BeforeAll
  static void start() {
    hub = Twinhub.start(HubConfig.forTests(Ran.runFolder()));
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  @Test
  void create_show_list_delete() {
    Ran created = done(
        "policy",
        "create",
        "-n",
        "serviceAndRegistryRead",
        "--permissions",
        "registryread",
        "ServiceConnect");
    assertThat(created.out().replaceAll("\\s", ""))
        .contains("\"rights\":[\"RegistryRead\",\"ServiceConnect\"]");
    assertThat(done("policy", "show", "-n", "serviceAndRegistryRead").out())
        .isEqualTo(created.out());
    assertThat(done("policy", "list", "-o", "table").out())
        .contains("iothubowner", "service", "device", "registryRead", "serviceAndRegistryRead");
    String login = text(
        done("connection-string", "show", "--policy-name", "serviceAndRegistryRead"),
        "connectionString");
    assertThat(login).contains(";SharedAccessKeyName=serviceAndRegistryRead;");
    done("query", "-q", "SELECT * FROM devices", "-l", login);
    assertRefused("401 ", "device-identity", "create", "-d", "no", "-l", login);
    assertThat(done("policy", "delete", "-n", "serviceAndRegistryRead").out()).isEmpty();
    assertRefused("401 ", "query", "-q", "SELECT * FROM devices", "-l", login);
  }

  @Test
  void the_policy_that_commands_connect_with_stays() {
    assertRefused(
        "policy 'iothubowner' cannot be deleted: the commands on this machine connect with it\n",
        "policy",
        "delete",
        "-n",
        "iothubowner");
    done("device-identity", "list");
  }

  @Test
  void what_is_not_there_or_may_not_be_made_is_refused() {
    assertRefused("there is no policy 'none'", "policy", "show", "-n", "none");
    assertRefused("there is no policy 'none'", "policy", "delete", "-n", "none");
    assertRefused("there is no policy 'none'", "connection-string", "show", "--pn", "none");
    assertRefused(
        "policy 'service' already exists",
        "policy",
        "create",
        "-n",
        "service",
        "--permissions",
        "ServiceConnect");
    Ran ran = Ran.twinhub("policy", "create", "-n", "x", "--permissions", "All");
    assertThat(ran.err())
        .startsWith("twinhub: --permissions: 'All' is not one of RegistryRead, RegistryWrite,"
            + " ServiceConnect, DeviceConnect\n");
    assertThat(ran.code()).isEqualTo(2);
  }
}
