package io.twinhub.bootstrap.cli;

import static io.twinhub.bootstrap.cli.HubCommandsTest.assertRefused;
import static io.twinhub.bootstrap.cli.HubCommandsTest.done;
import static io.twinhub.bootstrap.cli.HubCommandsTest.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.cli.command.SqlCommand;
import io.twinhub.bootstrap.config.HubConfig;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Snapshots and resets at the command line. */
@Timeout(60)
class SnapshotCommandsTest {
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
  void create_list_restore_delete() {
    assertThat(done("snapshot", "list").out()).isEqualTo("[ ]\n");
    assertThat(done("snapshot", "list", "-o", "table").out())
        .isEqualTo("no snapshots; 'twinhub snapshot create NAME' makes one\n");
    done("device-identity", "create", "-d", "kept");
    Ran created = done("snapshot", "create", "before");
    assertThat(text(created, "name")).isEqualTo("before");
    done("device-identity", "delete", "-d", "kept");
    assertThat(done("snapshot", "list", "-o", "table").out())
        .matches(
            "name +created +devices +modules +bytes\n[- ]+\nbefore +[0-9T:.-]+Z +\\d+ +\\d+ +\\d+\n");
    assertThat(done("snapshot", "restore", "before", "--yes").out()).isEqualTo(created.out());
    done("device-identity", "show", "-d", "kept");
    assertThat(done("snapshot", "delete", "before").out()).isEmpty();
    assertThat(done("snapshot", "list").out()).isEqualTo("[ ]\n");
  }

  @Test
  void what_is_wrong_is_named() {
    done("snapshot", "create", "there");
    assertRefused(
        "snapshot 'there' already exists; delete it, or choose another name\n",
        "snapshot",
        "create",
        "there");
    assertRefused(
        "there is no snapshot 'theer'; did you mean 'there'?\n",
        "snapshot",
        "restore",
        "-y",
        "theer");
    assertRefused("'../x' is not a snapshot name: ", "snapshot", "delete", "../x");
    done("snapshot", "delete", "there");
    Ran ran = Ran.twinhub("snapshot", "create");
    assertThat(ran.err())
        .isEqualTo("twinhub: Missing required parameter: 'NAME'\nTry 'twinhub snapshot create"
            + " --help'.\n");
    assertThat(ran.code()).isEqualTo(2);
    assertThat(Ran.twinhub("snapshot").err())
        .startsWith("twinhub: give one of: create, delete, list, restore\n");
    assertThat(Ran.twinhub("reset", "-l", hub.facts().connectionString()).err())
        .startsWith("twinhub: --login: this command works on the hub that runs here only\n");
  }

  @Test
  void where_nobody_can_be_asked_a_reset_and_a_restore_need_yes() {
    done("device-identity", "create", "-d", "scripted");
    assertThat(Ran.twinhub("reset"))
        .isEqualTo(new Ran(
            2,
            "",
            "twinhub: This deletes all devices and twins of the running hub. Nobody can be asked here:"
                + " say --yes\nTry 'twinhub reset --help'.\n"));
    assertThat(Ran.twinhub("snapshot", "restore", "any").err())
        .endsWith("Nobody can be asked here: say --yes\nTry 'twinhub snapshot restore --help'.\n");
    done("device-identity", "delete", "-d", "scripted");
  }

  @Test
  void on_a_terminal_a_reset_asks_first() {
    done("device-identity", "create", "-d", "asked");
    InputStream before = System.in;
    System.setProperty(SqlCommand.INTERACTIVE_PROPERTY, "true");
    try {
      for (String no : List.of("", "\n", "n\n", "what?\n")) {
        System.setIn(new ByteArrayInputStream(no.getBytes(StandardCharsets.UTF_8)));
        assertThat(Ran.twinhub("reset"))
            .isEqualTo(new Ran(
                1,
                "",
                "This deletes all devices and twins of the running hub. Go on? [y/N] twinhub:"
                    + " nothing was changed\n"));
      }
      done("device-identity", "show", "-d", "asked");
      System.setIn(new ByteArrayInputStream("Y\n".getBytes(StandardCharsets.UTF_8)));
      assertThat(Ran.twinhub("reset").code()).isZero();
      assertRefused("404 ", "device-identity", "show", "-d", "asked");
      System.setIn(InputStream.nullInputStream());
      assertThat(done("reset", "--yes").out())
          .isEqualTo("{\n  \"devices\": 0,\n  \"modules\": 0\n}\n");
    } finally {
      System.clearProperty(SqlCommand.INTERACTIVE_PROPERTY);
      System.setIn(before);
    }
  }
}
