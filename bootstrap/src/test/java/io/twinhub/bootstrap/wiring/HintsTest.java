package io.twinhub.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.port.DeviceConnection;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.InProcessConfig;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.operation.JournalEntry;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.local.engine.rows.QueryLag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hints come where a habit is risky, and nowhere else. */
@Timeout(60)
class HintsTest {
  private static final TwinAddress D = TwinAddress.device("d");
  private static final InProcessConfig CONFIG =
      InProcessConfig.DEFAULT.clockAt(Instant.parse("2030-01-01T00:00:00Z"));

  private InProcessHub hub = Twinhub.inProcess(CONFIG);

  @BeforeEach
  void register() {
    hub.ports().identities().create(IdentityRequest.withKeys(D));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  private static JsonObject number(String name, int value) {
    return JsonObject.of(name, JsonNumber.of(value));
  }

  private static JsonObject text(String name, int length) {
    return JsonObject.of(name, new JsonString("x".repeat(length)));
  }

  private void want(JsonObject members, IfMatch ifMatch) {
    hub.ports().twins().patch(D, TwinPatch.ofDesired(members), ifMatch);
  }

  private void query() {
    hub.ports()
        .queries()
        .run(new QueryText("SELECT * FROM devices"), PageSize.DEFAULT, Optional.empty());
  }

  /** All hints so far, in order. */
  private List<String> hints() {
    return hub.journal().entries(entry -> true).stream()
        .map(JournalEntry::hints)
        .flatMap(List::stream)
        .toList();
  }

  // Fresh results.

  @Test
  void an_answer_that_shows_a_write_of_a_moment_ago_says_so() {
    want(number("v", 1), IfMatch.any());
    hub.clock().advance(Duration.ofMillis(4_999));
    query();
    assertThat(hints())
        .containsExactly(
            "the answer shows 'd', which was written 4999 ms before. In Azure the answers of queries"
                + " are some seconds old as a rule, and up to 30 minutes: read the twin itself where the"
                + " newest state counts, and start the hub with --query-lag to test the difference");
  }

  @Test
  void an_answer_that_shows_old_writes_only_says_nothing() {
    want(number("v", 1), IfMatch.any());
    hub.clock().advance(Duration.ofSeconds(5));
    query();
    assertThat(hints()).isEmpty();
  }

  @Test
  void a_report_is_a_write_too() {
    hub.clock().advance(Duration.ofMinutes(1));
    try (DeviceConnection device = hub.ports().connections().open(D, "", reason -> {})) {
      device.report(ReportedPatch.of(number("r", 1)));
    }
    query();
    assertThat(hints()).singleElement().asString().startsWith("the answer shows 'd'");
  }

  @Test
  void an_answer_of_a_hub_that_lags_needs_no_hint() {
    close();
    hub = Twinhub.inProcess(CONFIG.queryLag(QueryLag.parse("held")));
    register();
    hub.releaseQueries();
    query();
    assertThat(hints()).isEmpty();
  }

  // Close to a limit.

  @Test
  void a_text_close_to_its_limit_is_told_once_for_each_write_of_it() {
    want(JsonObject.of("a", text("b", 3_687)), IfMatch.any());
    want(number("c", 1), IfMatch.any());
    assertThat(hints())
        .containsExactly(
            "properties.desired.a.b has 3687 of at most 4096 bytes. Shorten it, or split it"
                + " over several properties");
  }

  @Test
  void a_text_below_nine_tenths_of_its_limit_is_not() {
    want(text("b", 3_686), IfMatch.any());
    assertThat(hints()).isEmpty();
  }

  @Test
  void a_section_close_to_its_limit_is_told_to_back_ends() {
    for (int i = 0; i < 3; i++) {
      hub.ports().twins().patch(D, TwinPatch.ofTags(text("t" + i, 2_460)), IfMatch.any());
    }
    assertThat(hints())
        .containsExactly(
            "tags has 7386 of at most 8192 bytes. Remove what is not needed, before a write is"
                + " refused");
  }

  @Test
  void a_section_close_to_its_limit_is_told_once_to_a_device_that_fills_it_bit_by_bit() {
    try (DeviceConnection device = hub.ports().connections().open(D, "", reason -> {})) {
      for (int i = 10; i < 41; i++) {
        assertThat(hints()).isEmpty();
        device.report(ReportedPatch.of(text("r" + i, 947)));
      }
      device.report(ReportedPatch.of(text("r41", 947)));
    }
    assertThat(hints())
        .containsExactly(
            "properties.reported has 30400 of at most 32768 bytes. Remove what is not needed,"
                + " before a write is refused");
  }

  @Test
  void a_device_that_reports_the_same_again_and_again_fills_nothing() {
    try (DeviceConnection device = hub.ports().connections().open(D, "", reason -> {})) {
      for (int i = 0; i < 100; i++) {
        device.report(ReportedPatch.of(text("r", 1_000 + i)));
      }
    }
    assertThat(hints()).isEmpty();
  }

  // A device that never reads.

  private void connect(boolean reads) {
    try (DeviceConnection device = hub.ports().connections().open(D, "", reason -> {})) {
      if (reads) {
        device.read();
      }
    }
  }

  @Test
  void a_device_that_connects_again_and_again_and_never_reads_its_twin_is_told() {
    want(number("v", 1), IfMatch.any());
    for (int i = 0; i < 3; i++) {
      connect(false);
    }
    assertThat(hints()).isEmpty();
    connect(false);
    assertThat(hints())
        .containsExactly(
            "'d' has connected 4 times without reading its twin, whose desired properties have version 2."
                + " What was written while it was away is not sent again: read the twin after each"
                + " connect");
  }

  @Test
  void a_device_that_reads_now_and_then_is_not() {
    want(number("v", 1), IfMatch.any());
    for (int i = 0; i < 12; i++) {
      connect(i % 3 == 0);
    }
    assertThat(hints()).isEmpty();
  }

  @Test
  void a_device_whose_desired_properties_nobody_writes_needs_to_read_nothing() {
    for (int i = 0; i < 12; i++) {
      connect(false);
    }
    assertThat(hints()).isEmpty();
  }
}
