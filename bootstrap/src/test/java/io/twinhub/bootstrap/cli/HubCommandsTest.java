package io.twinhub.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each verb on a running hub: what it prints, and how it is refused. */
@Timeout(60)
class HubCommandsTest {
  private static Twinhub hub;

  @TempDir
  private Path folder;

  @BeforeAll
  static void start() {
    hub = Twinhub.start(HubConfig.forTests(Ran.runFolder()));
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  static Ran done(String... arguments) {
    Ran ran = Ran.twinhub(arguments);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    return ran;
  }

  static void assertRefused(String reason, String... arguments) {
    Ran ran = Ran.twinhub(arguments);
    assertThat(ran.err()).startsWith("twinhub: " + reason);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.code()).isEqualTo(1);
  }

  static String text(Ran ran, String name) {
    JsonValue value = ran.json().find(name).orElseThrow();
    return ((JsonString) value).value();
  }

  @Nested
  class Of_devices {

    @Test
    void create_show_update_delete() {
      Ran created = done("device-identity", "create", "-d", "one", "--ee", "--star", "new");
      assertThat(text(created, "status")).isEqualTo("enabled");
      assertThat(created.out()).contains("\"iotEdge\": true", "\"statusReason\": \"new\"");
      Ran updated = done("device-identity", "update", "-d", "one", "--status", "disabled");
      assertThat(text(updated, "status")).isEqualTo("disabled");
      assertThat(updated.json().find("authentication"))
          .isEqualTo(created.json().find("authentication"));
      assertThat(text(done("device-identity", "show", "-d", "one"), "statusReason"))
          .isEqualTo("new");
      assertThat(done("device-identity", "list", "-o", "table").out()).contains("one  ");
      assertThat(done("device-identity", "delete", "-d", "one").out()).isEmpty();
      assertRefused("404 ", "device-identity", "show", "-d", "one");
      assertRefused("404 ", "device-identity", "update", "-d", "one", "--status", "enabled");
      assertRefused("404 ", "device-identity", "delete", "-d", "one");
    }

    @Test
    void a_new_key_leaves_the_other_one_as_it_was() {
      String first = "Zmlyc3QgZmlyc3QgZmlyc3Q=";
      String second = "c2Vjb25kIHNlY29uZCBzZWNvbmQ=";
      done("device-identity", "create", "-d", "two-keys", "--pk", first, "--sk", first);
      assertThat(done("device-identity", "update", "-d", "two-keys", "--pk", second)
              .out())
          .contains("\"primaryKey\": \"" + second, "\"secondaryKey\": \"" + first);
    }

    @Test
    void what_is_there_is_not_created_again() {
      done("device-identity", "create", "-d", "twice");
      assertRefused("409 ", "device-identity", "create", "-d", "twice");
    }

    @Test
    void an_id_that_is_none_is_refused() {
      assertRefused("400 ", "device-identity", "create", "-d", "a b");
    }

    @Test
    void a_thumbprint_makes_a_certificate_device() {
      String hex = "0123456789012345678901234567890123456789";
      done("device-identity", "create", "-d", "pinned", "--ptp", hex);
      assertThat(text(
              done("device-identity", "connection-string", "show", "-d", "pinned"),
              "connectionString"))
          .isEqualTo("HostName=127.0.0.1;DeviceId=pinned;x509=true");
      Ran updated = done("device-identity", "update", "-d", "pinned", "--auth-method", "x509_ca");
      assertThat(updated.out()).contains("\"type\": \"certificateAuthority\"");
    }

    @Test
    void connection_strings_hold_the_key_that_was_asked_for() {
      String primary = "cHJpbWFyeS1wcmltYXJ5IQ==";
      String secondary = "c2Vjb25kYXJ5LXNlY29uZA==";
      done("device-identity", "create", "-d", "keys", "--pk", primary, "--sk", secondary);
      String[] show = {"device-identity", "connection-string", "show", "-d", "keys"};
      assertThat(text(done(show), "connectionString")).endsWith(";SharedAccessKey=" + primary);
      assertThat(text(
              done(
                  "device-identity",
                  "connection-string",
                  "show",
                  "-d",
                  "keys",
                  "--kt",
                  "secondary"),
              "connectionString"))
          .endsWith(";DeviceId=keys;SharedAccessKey=" + secondary);
    }

    @Test
    void modules_have_the_same_verbs() {
      done("device-identity", "create", "-d", "carrier");
      done("module-identity", "create", "-d", "carrier", "-m", "m1");
      assertThat(text(done("module-identity", "show", "-d", "carrier", "-m", "m1"), "moduleId"))
          .isEqualTo("m1");
      assertThat(done("module-identity", "list", "-d", "carrier").out())
          .contains("\"moduleId\": \"m1\"");
      assertThat(text(
              done("module-identity", "connection-string", "show", "-d", "carrier", "-m", "m1"),
              "connectionString"))
          .contains(";DeviceId=carrier;ModuleId=m1;SharedAccessKey=");
      assertThat(done("module-identity", "update", "-d", "carrier", "-m", "m1", "--am", "x509_ca")
              .out())
          .contains("\"type\": \"certificateAuthority\"");
      done("module-identity", "delete", "-d", "carrier", "-m", "m1");
      assertRefused("404 ", "module-identity", "show", "-d", "carrier", "-m", "m1");
      assertRefused("404 ", "module-identity", "create", "-d", "nobody", "-m", "m1");
    }
  }

  @Nested
  class Of_twins {

    @Test
    void show_update_replace() throws Exception {
      done("device-identity", "create", "-d", "t1");
      Ran updated = done(
          "device-twin", "update", "-d", "t1", "--tags", "{\"a\":1}", "--desired", "{\"b\":2}");
      assertThat(text(updated, "etag")).isEqualTo("AAAAAAAAAAI=");
      Path file = folder.resolve("twin.json");
      Files.writeString(file, "{\"tags\":{\"c\":3}}");
      Ran replaced = done(
          "device-twin", "replace", "-d", "t1", "--json", file.toString(), "-e", "AAAAAAAAAAI=");
      assertThat(replaced.json().find("tags").orElseThrow()).hasToString("{\"c\":3}");
      assertThat(done("device-twin", "show", "-d", "t1").json().find("etag"))
          .isEqualTo(replaced.json().find("etag"));
    }

    @Test
    void a_stale_etag_changes_nothing() {
      done("device-identity", "create", "-d", "t2");
      assertRefused(
          "412 ", "device-twin", "update", "-d", "t2", "--tags", "{\"a\":1}", "-e", "AAAAAAAAAAk=");
      assertThat(text(done("device-twin", "show", "-d", "t2"), "etag")).isEqualTo("AAAAAAAAAAE=");
    }

    @Test
    void what_twins_do_not_hold_is_refused() {
      done("device-identity", "create", "-d", "t3");
      assertRefused("400 ", "device-twin", "update", "-d", "t3", "--tags", "{\"a\":[1]}");
      assertRefused("404 ", "device-twin", "show", "-d", "t4");
    }

    @Test
    void modules_have_the_same_verbs() {
      done("device-identity", "create", "-d", "t5");
      done("module-identity", "create", "-d", "t5", "-m", "m");
      done("module-twin", "update", "-d", "t5", "-m", "m", "--desired", "{\"b\":2}");
      Ran replaced = done("module-twin", "replace", "-d", "t5", "-m", "m", "--tags", "{\"c\":3}");
      assertThat(replaced.json().find("tags").orElseThrow()).hasToString("{\"c\":3}");
      assertThat(done("module-twin", "show", "-d", "t5", "-m", "m").out()).contains("\"c\": 3");
    }
  }

  @Nested
  class Of_queries {

    @Test
    void rows_come_as_json_or_as_a_table() {
      done("device-identity", "create", "-d", "q1");
      done("device-identity", "create", "-d", "q2");
      done("device-twin", "update", "-d", "q1", "--tags", "{\"plant\":\"x\",\"n\":1}");
      done("device-twin", "update", "-d", "q2", "--tags", "{\"plant\":\"x\",\"n\":10}");
      String query = "SELECT deviceId, tags.n AS n FROM devices WHERE tags.plant = 'x'";
      assertThat(done("query", "-q", query, "-o", "table").out()).isEqualTo("""
          deviceId  n
          --------  --
          q1        1
          q2        10
          """);
      assertThat(done("query", "-q", query, "--top", "1").out())
          .contains("q1")
          .doesNotContain("q2");
      assertThat(done("query", "-q", query + " AND tags.n > 99", "-o", "table").out())
          .isEmpty();
      assertThat(done("query", "-q", query + " AND tags.n > 99").out()).isEqualTo("[ ]\n");
    }

    @Test
    void what_is_odd_about_a_query_is_told_beside_its_rows() {
      Ran ran = Ran.twinhub("query", "-q", "SELECT * FROM devices WHERE tagz.a = 1");
      assertThat(ran.out()).isEqualTo("[ ]\n");
      assertThat(ran.err()).startsWith("1:29 a twin has no field 'tagz'; did you mean tags?\n");
      assertThat(ran.code()).isZero();
    }

    @Test
    void a_mistake_is_shown_in_its_place() {
      Ran ran = Ran.twinhub("query", "-q", "SELECT * FROM devices WHERE tags.a = = 1");
      assertThat(ran.code()).isEqualTo(1);
      assertThat(ran.err()).endsWith("""

          1:38 expected a value, found '='
          SELECT * FROM devices WHERE tags.a = = 1
                                               ^
          """);
    }
  }

  @Nested
  class Of_explanations {

    @Test
    void explain_and_why_tell_how_and_why() {
      done("device-identity", "create", "-d", "explained");
      done("device-twin", "update", "-d", "explained", "--tags", "{\"plant\": \"R43\"}");
      String query = "SELECT * FROM devices WHERE tags.plant = 'R43' AND tags.floor = 1";
      assertThat(done("explain", "-q", query).out())
          .startsWith("SELECT * FROM devices WHERE")
          .contains("0 matched");
      assertThat(done("explain", "-q", query, "-o", "json").json().has("access"))
          .isTrue();
      assertThat(done("query", "why", "-d", "explained", "-q", query).out())
          .startsWith("explained is not returned\n")
          .contains("tags.plant = \"R43\"", "tags.floor is not there");
    }

    @Test
    void a_query_that_is_none_is_refused_with_its_place() {
      assertRefused("400 ", "explain", "-q", "SELECT * FROM devices WHERE tags.a = = 1");
      assertRefused("404 ", "query", "why", "-d", "nobody", "-q", "SELECT * FROM devices");
    }

    @Test
    void a_query_stands_in_a_file_or_behind_the_shell() throws IOException {
      done("device-identity", "create", "-d", "written");
      String query = "SELECT deviceId FROM devices WHERE deviceId = 'written'";
      Path file = Files.writeString(folder.resolve("query.sql"), query + "\n");
      assertThat(done("query", "-q", "@" + file, "-o", "value").out()).isEqualTo("written\n");
      assertThat(done("sql", query).out()).isEqualTo("deviceId\n--------\nwritten\n(1 row)\n");
    }

    @Test
    void the_shell_reads_what_is_piped_into_it() {
      done("device-identity", "create", "-d", "piped");
      InputStream before = System.in;
      try {
        String lines = "SELECT deviceId FROM devices WHERE deviceId = 'piped'\n.mode json\n";
        System.setIn(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
        assertThat(done("sql").out()).isEqualTo("deviceId\n--------\npiped\n(1 row)\n");
        System.setIn(new ByteArrayInputStream("SELEKT\n".getBytes(StandardCharsets.UTF_8)));
        Ran wrong = Ran.twinhub("sql");
        assertThat(wrong.err())
            .startsWith("line 1: 400 ")
            .endsWith("twinhub: 1 statement is wrong\n");
        assertThat(wrong.code()).isEqualTo(1);
      } finally {
        System.setIn(before);
      }
    }
  }

  @Test
  void a_bearer_token_is_made_and_printed() {
    Ran made = done(
        "token", "create", "--role", "iot hub data reader", "--expires-in", "5m", "-o", "value");
    assertThat(made.out()).matches("ey[^.]+\\.ey[^.]+\\.[^.\\s]+\n");
  }

  @Test
  void desired_properties_are_read_from_a_file() throws IOException {
    Path file = Files.writeString(folder.resolve("wanted.json"), "{\"fan\": {\"speed\": 3}}");
    done("device-identity", "create", "-d", "from-file");
    assertThat(done("device-twin", "update", "-d", "from-file", "--desired", "@" + file)
            .out()
            .replaceAll("\\s", ""))
        .contains("\"fan\":{\"speed\":3}");
  }

  @Test
  void rows_of_one_member_are_lines_for_a_shell() {
    done("device-identity", "create", "-d", "line-1");
    done("device-identity", "create", "-d", "line-2");
    String rows = "SELECT deviceId FROM devices WHERE STARTSWITH(deviceId, 'line-')";
    assertThat(done("query", "-q", rows, "-o", "value").out()).isEqualTo("line-1\nline-2\n");
    String none = "SELECT deviceId FROM devices WHERE deviceId = 'no-line'";
    assertThat(done("query", "-q", none, "-o", "value").out()).isEmpty();
    String count = "SELECT COUNT() AS n FROM devices WHERE STARTSWITH(deviceId, 'line-')";
    assertThat(done("query", "-q", count, "-o", "value").out()).isEqualTo("2\n");
  }

  @Nested
  class Of_the_hub_itself {

    @Test
    void env_in_both_shells() {
      String ca = hub.facts().trust().ca().toString();
      assertThat(done("env").out().lines())
          .hasSize(5)
          .contains("export NODE_EXTRA_CA_CERTS='" + ca + "'")
          .allMatch(line -> line.matches("export [A-Z_]+='[^']+'"));
      assertThat(done("env", "--shell", "powershell").out().lines())
          .hasSize(5)
          .contains("$env:NODE_EXTRA_CA_CERTS = '" + ca + "'");
    }

    @Test
    void status_and_wait() {
      assertThat(done("status").out()).contains("\"version\"", "\"devices\"", "\"startedAt\"");
      assertThat(done("wait", "--timeout", "10").out()).isEmpty();
    }

    @Test
    void login_names_the_hub_that_is_meant() {
      String login = hub.facts().connectionString();
      assertThat(done("device-identity", "list", "-l", login).code()).isZero();
      String wrong =
          login.replaceAll("SharedAccessKey=.*", "SharedAccessKey=") + "MDAwMDAwMDAwMDAwMDAwMA==";
      assertRefused("401 ", "device-identity", "list", "-l", wrong);
    }
  }
}
