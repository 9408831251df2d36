package io.twinhub.bootstrap.cli;

import static io.twinhub.bootstrap.cli.HubCommandsTest.assertRefused;
import static io.twinhub.bootstrap.cli.HubCommandsTest.done;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Routes and enrichments of a running hub, from the command line. */
@Timeout(60)
class RouteCommandsTest {
  @TempDir
  private Path data;

  private Twinhub hub;

  @BeforeEach
  void start() {
    hub =
        Twinhub.start(HubConfig.builder(Ran.runFolder()).freePorts().data(data).build());
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private static String json(Ran ran) {
    return ran.out().replaceAll("\\s", "");
  }

  @Test
  void create_show_update_list_delete() {
    Ran created = done(
        "message-route", "create", "--rn", "twins", "-t", "twinchangeevents", "--en", "events");
    assertThat(json(created))
        .isEqualTo("{\"name\":\"twins\",\"source\":\"TwinChangeEvents\",\"condition\":\"true\","
            + "\"endpointNames\":[\"events\"],\"isEnabled\":true}");
    assertThat(done("message-route", "show", "--rn", "TWINS").out()).isEqualTo(created.out());
    assertThat(json(
            done("message-route", "update", "--rn", "twins", "-c", "opType = 'x'", "-e", "false")))
        .contains("\"condition\":\"opType='x'\"", "\"isEnabled\":false", "TwinChangeEvents");
    assertThat(json(done("message-route", "list", "-t", "DeviceMessages"))).isEqualTo("[]");
    assertThat(json(done("message-route", "list"))).contains("twins");
    assertThat(done("message-route", "delete", "--rn", "twins").out()).isEmpty();
    assertThat(done("message-route", "list", "-o", "table").out())
        .contains("no routes; 'twinhub message-route create' makes one");
  }

  @Test
  void routes_survive_a_restart() {
    done("message-route", "create", "--route-name", "r", "--source-type", "DeviceMessages");
    done("message-route", "fallback", "set", "--enabled", "false");
    done("message-enrichment", "create", "--key", "site", "--value", "$twin.tags.site");
    stop();
    start();
    assertThat(json(done("message-route", "list"))).contains("\"name\":\"r\"");
    assertThat(json(done("message-route", "fallback", "show")))
        .contains("\"name\":\"$fallback\"", "\"isEnabled\":false");
    assertThat(json(done("message-enrichment", "list")))
        .isEqualTo(
            "[{\"key\":\"site\",\"value\":\"$twin.tags.site\",\"endpointNames\":[\"events\"]}]");
  }

  @Test
  void enrichments_are_changed_and_deleted() {
    done("message-enrichment", "create", "-k", "a", "-v", "1");
    done("message-enrichment", "update", "-k", "a", "-v", "2");
    assertThat(json(done("message-enrichment", "list"))).contains("\"value\":\"2\"");
    assertRefused(
        "there is already an enrichment 'a'", "message-enrichment", "create", "-k", "a", "-v", "3");
    done("message-enrichment", "delete", "-k", "a");
    assertThat(done("message-enrichment", "list", "-o", "table").out())
        .contains("no enrichments; 'twinhub message-enrichment create' makes one");
    assertRefused("there is no enrichment 'a'", "message-enrichment", "delete", "-k", "a");
  }

  @Test
  void a_wrong_condition_is_shown_with_a_caret() {
    assertRefused(
        "the condition of route 'r' is wrong:\n1:4 expected a value, found the end of the condition\na =\n   ^\n",
        "message-route",
        "create",
        "--rn",
        "r",
        "-t",
        "DeviceMessages",
        "-c",
        "a =");
    assertThat(json(done("message-route", "list"))).isEqualTo("[]");
  }

  @Test
  void what_is_wrong_is_said() {
    done("message-route", "create", "--rn", "r", "-t", "DeviceMessages");
    assertRefused(
        "there is already a route 'r'",
        "message-route",
        "create",
        "--rn",
        "R",
        "-t",
        "DeviceMessages");
    assertRefused("there is no route 'x'", "message-route", "show", "--rn", "x");
    assertRefused("there is no route 'x'", "message-route", "delete", "--rn", "x");
    assertRefused(
        "there is no endpoint 'queue'; the only one of this hub is events",
        "message-route",
        "create",
        "--rn",
        "q",
        "-t",
        "DeviceMessages",
        "--en",
        "queue");
    Ran ran = Ran.twinhub("message-route", "create", "--rn", "q", "-t", "Jobs");
    assertThat(ran.err())
        .startsWith("twinhub: --source-type: 'Jobs' is not one of DeviceMessages, TwinChangeEvents,"
            + " DeviceLifecycleEvents, DeviceConnectionStateEvents\n");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(Ran.twinhub("message-route", "fallback", "set", "-e", "maybe").err())
        .startsWith("twinhub: --enabled: 'maybe' is neither true nor false\n");
  }
}
