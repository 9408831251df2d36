package io.twinhub.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.HubConfig;
import io.twinhub.domain.document.JournalDocument;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.operation.JournalEntry;
import io.twinhub.domain.operation.OperationKind;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.TwinPatch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The journal at the command line. */
@Timeout(120)
class TimelineCommandTest {
  private static final TwinAddress D = TwinAddress.device("d");

  private Twinhub hub;

  @BeforeEach
  void start() {
    hub = Twinhub.start(HubConfig.forTests(Ran.runFolder()));
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private void register(TwinAddress address) {
    hub.ports().identities().create(IdentityRequest.withKeys(address));
  }

  private void want(int value) {
    JsonObject members = JsonObject.of("v", JsonNumber.of(value));
    hub.ports().twins().patch(D, TwinPatch.ofDesired(members), IfMatch.any());
  }

  private void live() {
    register(D);
    register(TwinAddress.device("other"));
    try (DeviceConnection device = hub.ports().connections().open(D, "", reason -> {})) {
      device.watchDesired(change -> {});
      device.read();
      want(1);
    }
    want(2);
  }

  /** The lines without times and gaps. */
  private static List<String> lines(String out) {
    return out.lines()
        .map(line -> line.replaceFirst("^[0-9:.]{12} [ +.0-9a-z]{9}  ", "* ")
            .replaceFirst("^[0-9-]{10} UTC$", "DAY"))
        .toList();
  }

  @Test
  void the_story_of_one_device_reads_from_top_to_bottom() {
    live();
    Ran ran = Ran.twinhub("timeline", "-d", "d");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.code()).isZero();
    assertThat(lines(ran.out()))
        .containsExactly(
            "DAY",
            "* create-identity done  (in-process)",
            "* connected  (d in process)",
            "* subscribed to its desired properties",
            "* read its twin: desired version 1",
            "* version 2 offered",
            "* version 2 delivered",
            "* patch-twin (desired) done, etag AAAAAAAAAAI=, desired version 2  (in-process)",
            "* disconnected: the device closed the connection",
            "* version 3 missed, because the device is not connected",
            "* patch-twin (desired) done, etag AAAAAAAAAAM=, desired version 3  (in-process)");
  }

  @Test
  void without_a_device_each_line_names_its_device() {
    live();
    assertThat(lines(Ran.twinhub("timeline").out()))
        .contains("* d: connected  (d in process)", "* other: create-identity done  (in-process)");
  }

  @Test
  void json_has_the_entries_themselves() {
    live();
    Ran ran = Ran.twinhub("timeline", "-d", "d", "-o", "json");
    JsonArray array = (JsonArray) JsonText.parse(ran.out().getBytes(StandardCharsets.UTF_8));
    List<JournalEntry> entries = array.elements().stream()
        .map(entry -> JournalDocument.read((JsonObject) entry))
        .toList();
    assertThat(entries)
        .extracting(entry -> entry.operation().kind())
        .contains(OperationKind.OFFER, OperationKind.NOTIFY);
    assertThat(Ran.twinhub("timeline", "-d", "d", "-o", "json", "--since", "0s").out())
        .isEqualToIgnoringWhitespace("[]");
  }

  @Test
  void a_device_that_is_not_registered_is_named_and_its_attempts_are_shown() {
    Ran unknown = Ran.twinhub("timeline", "-d", "ghost");
    assertThat(unknown)
        .isEqualTo(new Ran(
            1,
            "",
            "twinhub: device 'ghost' is not registered, and the journal has nothing about it\n"));
    assertThat(hub.ports().twins().find(TwinAddress.device("ghost"))).isEmpty();
    Ran tried = Ran.twinhub("timeline", "-d", "ghost");
    assertThat(tried.code()).isZero();
    assertThat(tried.err()).isEqualTo("'ghost' is not registered on this hub\n");
    assertThat(lines(tried.out()))
        .contains("* read-twin refused, 404001 DeviceNotFound: Device ghost not registered"
            + "  (in-process)");
  }

  @Test
  void a_registered_device_that_did_nothing_is_no_mistake() {
    register(D);
    Ran ran = Ran.twinhub("timeline", "-d", "d", "--since", "0s");
    assertThat(ran).isEqualTo(new Ran(0, "", "the journal has nothing about it\n"));
  }

  @Test
  void follow_goes_on_until_it_is_ended() throws Exception {
    live();
    try (Running timeline = Running.twinhub("timeline", "-d", "d", "--follow")) {
      timeline.awaitOut("version 3");
      register(TwinAddress.device("third"));
      want(4);
      timeline.awaitOut("desired version 4");
      Ran ran = timeline.interrupted();
      assertThat(ran.code()).isZero();
      assertThat(ran.out()).doesNotContain("third");
      assertThat(ran.out().split("desired version 3", -1)).hasSize(2);
    }
  }

  @Test
  void a_hub_that_stops_ends_it() throws Exception {
    live();
    try (Running timeline = Running.twinhub("timeline", "--follow", "-o", "json")) {
      timeline.awaitOut("\"operation\":\"offer\"");
      hub.close();
      Ran ran = timeline.ended();
      assertThat(ran.code()).isEqualTo(3);
      assertThat(ran.err())
          .isEqualTo("twinhub: the hub has stopped, or it was not read fast enough\n");
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      -m m                | twinhub: --module-id: name its device with --device-id
      -d a/b              | twinhub: --device-id: device id 'a/b': use 1 to 128 ASCII letters
      -d d --since soon   | twinhub: --since: 'soon' is not a duration; write 500ms, 10s, 2m or 1h
      -d d -o value       | twinhub: --output: 'value' is not one of json, table
      -d d -o xml         | twinhub: --output: 'xml' is not one of json, table
      """)
  void wrong_usage_is_named(String arguments, String message) {
    Ran ran = Ran.twinhub(("timeline " + arguments).split(" +"));
    assertThat(ran.err()).startsWith(message);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.code()).isEqualTo(2);
  }
}
