package io.twinhub.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.json.JsonText;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.bootstrap.cli.remote.Hubs;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.bootstrap.config.RunFolder;
import io.twinhub.domain.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole fleets, between two running hubs and files: over sockets, through the Azure adapter. */
@Timeout(120)
class FleetCommandsTest {
  private static final String NO_REPORTS =
      "reported properties are left out: only devices may write them; --reported connects as each of"
          + " them\n";
  private static final String KEY_ONE = "MTExMTExMTExMTExMTExMQ==";
  private static final String KEY_TWO = "MjIyMjIyMjIyMjIyMjIyMg==";

  @TempDir
  private static Path otherFolder;

  private static Twinhub here;

  private Twinhub there;

  @TempDir
  private Path folder;

  @BeforeAll
  static void start() {
    here = Twinhub.start(HubConfig.forTests(Ran.runFolder()));
    done("device-identity", "create", "-d", "edge", "--ee", "--pk", KEY_ONE, "--sk", KEY_TWO);
    done("device-identity", "create", "-d", "plain", "--status", "disabled", "--star", "lost");
    done("device-identity", "create", "-d", "pinned", "--ptp", "0".repeat(40));
    done("device-identity", "create", "-d", "ca", "--am", "x509_ca");
    done("module-identity", "create", "-d", "plain", "-m", "m1");
    String tags = "{\"plant\":\"x\",\"owner\":{\"mail\":\"a@b\",\"team\":\"t\"}}";
    done(
        "device-twin",
        "update",
        "-d",
        "plain",
        "--tags",
        tags,
        "--desired",
        "{\"n\":{\"z\":1,\"a\":2.5}}");
    done("module-twin", "update", "-d", "plain", "-m", "m1", "--desired", "{\"speed\":3}");
  }

  @AfterAll
  static void stop() {
    here.close();
  }

  @BeforeEach
  void startOther() {
    there = Twinhub.start(HubConfig.forTests(otherFolder));
  }

  @AfterEach
  void stopOther() {
    there.close();
  }

  private static Ran done(String... arguments) {
    Ran ran = Ran.twinhub(arguments);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    return ran;
  }

  /** A command that names the other hub. */
  private Ran withOther(String option, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of(
        option,
        there.facts().connectionString(),
        "--ca",
        there.facts().trust().ca().toString()));
    return Ran.twinhub(all.toArray(String[]::new));
  }

  private static String counts(Ran ran) {
    return ran.json().toString();
  }

  private static final String COUNTS =
      "{\"created\":%d,\"changed\":%d,\"equal\":%d,\"gone\":0,\"refused\":%d}";

  @Nested
  class Copy {
    @Test
    void everything_goes_over_and_a_second_time_nothing_is_left_to_do() {
      Ran first = withOther("--to", "hub", "copy");
      assertThat(first.err()).startsWith(NO_REPORTS).contains("writing devices: 4 of 4\n");
      assertThat(counts(first)).isEqualTo(COUNTS.formatted(5, 0, 2, 0));
      Ran compared = withOther("--to", "hub", "compare");
      assertThat(compared.out()).isEqualTo("no difference in 7 devices and modules\n");
      assertThat(compared.code()).isZero();
      assertThat(counts(withOther("--to", "hub", "copy"))).isEqualTo(COUNTS.formatted(0, 0, 7, 0));
    }

    @Test
    void what_differs_is_made_equal_and_what_is_only_there_stays() {
      withOther("--to", "hub", "copy");
      withOther(
          "-l", "device-twin", "update", "-d", "plain", "--tags", "{\"plant\":\"y\",\"new\":1}");
      withOther("-l", "device-identity", "update", "-d", "ca", "--status", "disabled");
      withOther("-l", "device-identity", "create", "-d", "zusatz");
      Ran before = withOther("--to", "hub", "compare");
      assertThat(before.code()).isEqualTo(1);
      assertThat(before.out()).isEqualTo("""
          ca status: - | "disabled"
          plain tags.new: - | 1
          plain tags.plant: "x" | "y"
          zusatz: - | "device"
          """);
      assertThat(before.err())
          .endsWith("twinhub: 3 of 8 devices and modules differ, in 4 places\n");
      assertThat(counts(withOther("--to", "hub", "copy"))).isEqualTo(COUNTS.formatted(0, 2, 5, 0));
      assertThat(withOther("--to", "hub", "compare").out()).isEqualTo("zusatz: - | \"device\"\n");
    }

    @Test
    void one_difference_is_in_one_place() {
      withOther("--to", "hub", "copy");
      withOther("-l", "device-twin", "update", "-d", "plain", "--tags", "{\"plant\":\"z\"}");
      assertThat(withOther("--to", "hub", "compare").err())
          .endsWith("twinhub: 1 of 7 devices and modules differs, in 1 place\n");
    }

    @Test
    void a_copy_of_nothing_to_a_hub_that_is_not_there_fails() {
      Ran ran = Ran.twinhub(
          "hub",
          "copy",
          "-q",
          "deviceId = 'nobody'",
          "--to",
          "HostName=127.0.0.1:1;SharedAccessKeyName=k;SharedAccessKey=cHJpbWFyeS1wcmltYXJ5IQ==");
      assertThat(ran.err())
          .endsWith("twinhub: no hub reached at 127.0.0.1:1: the connection was refused\n");
      assertThat(ran.code()).isEqualTo(3);
    }

    @Test
    void a_query_takes_some_with_their_modules() {
      Ran copied = withOther("--to", "hub", "copy", "-q", "tags.plant = 'x'");
      assertThat(counts(copied)).isEqualTo(COUNTS.formatted(2, 0, 0, 0));
      Ran ids = withOther("--to", "hub", "copy", "-q", "SELECT tags FROM devices");
      assertThat(ids.err())
          .endsWith("twinhub: 400 a row of the query has no deviceId; select * or deviceId from"
              + " devices\n");
      assertThat(ids.code()).isEqualTo(1);
    }

    @Test
    void keys_and_tags_that_are_redacted_do_not_go_over() {
      Ran copied = withOther("--to", "hub", "copy", "--redact", "keys,tags.owner.mail");
      assertThat(counts(copied)).isEqualTo(COUNTS.formatted(5, 0, 2, 0));
      assertThat(withOther("-l", "device-identity", "show", "-d", "edge").out())
          .doesNotContain(KEY_ONE)
          .contains("\"type\": \"sas\"");
      assertThat(withOther("--to", "hub", "compare", "--redact", "keys,tags.owner.mail")
              .out())
          .isEqualTo("no difference in 7 devices and modules\n");
      assertThat(withOther("--to", "hub", "compare", "-q", "deviceId = 'plain'").out())
          .isEqualTo("""
              plain authentication.symmetricKey.primaryKey: "(a key)" | "(a key)"
              plain authentication.symmetricKey.secondaryKey: "(a key)" | "(a key)"
              plain tags.owner.mail: "a@b" | -
              plain/m1 authentication.symmetricKey.primaryKey: "(a key)" | "(a key)"
              plain/m1 authentication.symmetricKey.secondaryKey: "(a key)" | "(a key)"
              """);
    }

    @Test
    void leaves_find_their_parents_under_the_scope_of_the_other_hub() {
      String scope = ((JsonString) done("device-identity", "show", "-d", "edge")
              .json()
              .find("deviceScope")
              .orElseThrow())
          .value();
      String body = "{\"deviceId\":\"leaf\",\"deviceScope\":\"" + scope + "\"}";
      HubApi api = new Hubs(new RunFolder(Ran.runFolder()), Optional.empty(), List.of())
          .api("--login", Optional.empty());
      api.send("PUT", "/devices/leaf", Optional.empty(), Optional.of(JsonText.parse(body)));
      Ran orphan = withOther("--to", "hub", "copy", "-q", "deviceId = 'leaf'");
      assertThat(orphan.err())
          .contains("leaf refused: 400 its parent edge is not an edge device of this hub\n")
          .endsWith("twinhub: 1 of 1 devices and modules were refused\n");
      assertThat(orphan.code()).isEqualTo(1);
      assertThat(withOther("--to", "hub", "copy").code()).isZero();
      assertThat(withOther("--to", "hub", "compare").code()).isZero();
      assertThat(withOther("-l", "device-identity", "show", "-d", "leaf").out())
          .contains("ms-azure-iot-edge://edge-")
          .doesNotContain(scope);
      done("device-identity", "delete", "-d", "leaf");
    }

    @Test
    void a_policy_that_may_not_see_keys_copies_nothing_unless_they_are_left_out() {
      String reader = ((JsonString)
              done("connection-string", "show", "--policy-name", "registryRead")
                  .json()
                  .find("connectionString")
                  .orElseThrow())
          .value();
      Ran refused = withOther("--to", "hub", "copy", "--from", reader);
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).contains("twinhub: 401 ");
    }
  }

  @Nested
  class Wrong_use {
    @Test
    void two_different_hubs_are_needed() {
      Ran none = Ran.twinhub("hub", "copy");
      assertThat(none.err())
          .startsWith("twinhub: give --from or --to or both: two hubs are needed\n");
      assertThat(none.code()).isEqualTo(2);
      Ran same = Ran.twinhub("hub", "compare", "--to", here.facts().connectionString());
      assertThat(same.err()).startsWith("twinhub: --from and --to name the same hub, 127.0.0.1:");
      assertThat(same.code()).isEqualTo(2);
      Ran broken = Ran.twinhub("hub", "compare", "--to", "HostName=x");
      assertThat(broken.err()).startsWith("twinhub: --to: the connection string lacks Shared");
      assertThat(broken.code()).isEqualTo(2);
    }

    @Test
    void what_cannot_be_redacted_or_read_is_told() {
      Ran redact = withOther("--to", "hub", "copy", "--redact", "names");
      assertThat(redact.err())
          .startsWith("twinhub: --redact: 'names' is neither keys nor tags nor a path such as"
              + " tags.owner\n");
      assertThat(redact.code()).isEqualTo(2);
      Ran ca = Ran.twinhub("query", "-q", "SELECT * FROM devices", "--ca", "none.pem");
      assertThat(ca.err()).startsWith("twinhub: --ca: cannot read a certificate from none.pem\n");
      assertThat(ca.code()).isEqualTo(2);
    }

    @Test
    void a_hub_that_nobody_vouches_for_is_named_with_what_to_do() {
      Ran ran = Ran.twinhub(
          "query", "-q", "SELECT * FROM devices", "-l", there.facts().connectionString());
      assertThat(ran.err())
          .endsWith("; its certificate is not trusted here: name its authority with --ca\n");
      assertThat(ran.code()).isEqualTo(3);
    }
  }

  @Nested
  class Files_of_fleets {
    @Test
    void what_is_exported_and_imported_is_the_same_fleet() throws IOException {
      Path file = folder.resolve("fleet.jsonl");
      Ran exported = Ran.twinhub("hub", "export", file.toString());
      assertThat(exported.json().toString())
          .isEqualTo("{\"exported\":7,\"file\":\"" + file + "\"}");
      List<String> lines = Files.readAllLines(file);
      assertThat(lines).hasSize(7);
      assertThat(lines.get(1))
          .isEqualTo("{\"deviceId\":\"edge\",\"authentication\":{\"type\":\"sas\",\"symmetricKey\":"
              + "{\"primaryKey\":\"" + KEY_ONE + "\",\"secondaryKey\":\"" + KEY_TWO
              + "\"}},\"capabilities\":{\"iotEdge\":true}}");
      Ran imported = withOther("-l", "hub", "import", file.toString());
      assertThat(counts(imported)).isEqualTo(COUNTS.formatted(5, 0, 2, 0));
      assertThat(withOther("--to", "hub", "compare").code()).isZero();
      Path again = folder.resolve("again.jsonl");
      withOther("-l", "hub", "export", again.toString());
      assertThat(again).hasSameTextualContentAs(file);
    }

    @Test
    void a_bad_line_changes_nothing() throws IOException {
      Path file = folder.resolve("bad.jsonl");
      Files.writeString(file, "{\"deviceId\":\"a\"}\n{\"deviceId\":\"b\",\"tagz\":{}}\n");
      Ran imported = withOther("-l", "hub", "import", file.toString());
      assertThat(imported.err()).startsWith("twinhub: " + file + ":2: tagz is not a known field; ");
      assertThat(imported.code()).isEqualTo(2);
      assertThat(withOther("-l", "device-identity", "list").out()).isEqualTo("[ ]\n");
    }

    @Test
    void what_the_hub_refuses_is_told_and_the_rest_goes_on() throws IOException {
      Path file = folder.resolve("some.jsonl");
      Files.writeString(file, "{\"deviceId\":\"a\",\"tags\":{\"x\":[1]}}\n{\"deviceId\":\"b\"}\n");
      Ran imported = withOther("-l", "hub", "import", file.toString());
      assertThat(imported.err())
          .contains("a refused: 400 Provided json is not a valid")
          .endsWith("twinhub: 1 of 2 devices and modules were refused\n");
      assertThat(imported.code()).isEqualTo(1);
      assertThat(counts(imported)).isEqualTo(COUNTS.formatted(1, 0, 0, 1));
    }
  }
}
