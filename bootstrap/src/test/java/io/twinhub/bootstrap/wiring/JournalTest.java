package io.twinhub.bootstrap.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.device.ConnectedDevice;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.Subscription;
import io.twinhub.bootstrap.Twinhub;
import io.twinhub.bootstrap.config.InProcessConfig;
import io.twinhub.domain.document.JournalDocument;
import io.twinhub.domain.document.JournalLine;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.message.Bytes;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.event.EventPosition;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.domain.operation.JournalEntry;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.TwinPatch;
import io.twinhub.domain.twin.TwinReplacement;
import io.twinhub.domain.twin.property.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is done with a hub in the process of a test is in its journal. */
@Timeout(60)
class JournalTest {
  private static final TwinAddress D = TwinAddress.device("d");
  private static final InProcessConfig CONFIG =
      InProcessConfig.DEFAULT.clockAt(Instant.parse("2030-01-01T00:00:00Z")).randomSeed(7);

  private final InProcessHub hub = Twinhub.inProcess(CONFIG);

  @AfterEach
  void close() {
    hub.close();
  }

  private static JsonObject number(String name, int value) {
    return JsonObject.of(name, JsonNumber.of(value));
  }

  private static void register(InProcessHub hub) {
    hub.ports().identities().create(IdentityRequest.withKeys(D));
  }

  private static void want(InProcessHub hub, int value) {
    hub.ports().twins().patch(D, TwinPatch.ofDesired(number("v", value)), IfMatch.any());
  }

  /** The lines without number, time and hints. */
  private static List<String> lines(InProcessHub hub) {
    return hub.journal().entries(entry -> true).stream()
        .map(JournalLine::of)
        .map(line ->
            line.replaceFirst("^2030-01-01T00:00:00Z #[0-9]+ ", "").replaceFirst("; hint: .*", ""))
        .toList();
  }

  @Test
  void what_a_back_end_does_is_noted_with_its_result_or_the_rule_that_refused_it() {
    register(hub);
    want(hub, 1);
    hub.ports().twins().find(D);
    hub.ports().twins().find(TwinAddress.module("d", "m"));
    hub.ports()
        .twins()
        .replace(
            D,
            new TwinReplacement(Optional.of(number("t", 1)), Optional.empty()),
            new IfMatch.Exactly("AAAAAAAAAAI="));
    assertThatThrownBy(() -> hub.ports()
            .twins()
            .patch(D, TwinPatch.ofTags(number("t", 2)), new IfMatch.Exactly("old")))
        .isInstanceOf(HubException.class);
    hub.ports()
        .queries()
        .run(new QueryText("SELECT * FROM devices"), PageSize.DEFAULT, Optional.empty());
    hub.ports().identities().devices(10);
    hub.messages().send(CloudMessage.to(D).messageId("one").body("abc").build());
    hub.ports().messages().purge(D);
    hub.ports().identities().delete(D, IfMatch.any());
    assertThat(lines(hub))
        .containsExactly(
            "d create-identity by in-process: done",
            "d offer (version 2) by the hub in process: missed, because the device is not connected",
            "d patch-twin (desired) by in-process: done, etag AAAAAAAAAAI=, desired version 2",
            "d read-twin by in-process: done, etag AAAAAAAAAAI=, desired version 2",
            "d/m read-twin by in-process: refused, 404010 ModuleNotFound: Module m on device d not registered",
            "d replace-twin (tags if-match AAAAAAAAAAI=) by in-process: done, etag AAAAAAAAAAM=, desired"
                + " version 2",
            "d patch-twin (tags if-match old) by in-process: refused, 412001 PreconditionFailed: if-match"
                + " was old, but the twin's etag is AAAAAAAAAAM=; read the twin again and repeat the patch",
            "query (SELECT * FROM devices) by in-process: done, 1 row",
            "read-identity (devices) by in-process: done, 1 device",
            "d send-message (message one, 3 bytes) by in-process: done",
            "d purge by in-process: done, 1 message",
            "d delete-identity by in-process: done");
  }

  @Test
  void a_device_s_story_is_complete() {
    register(hub);
    DeviceConnection device = hub.ports().connections().open(D, "dtmi:a:b;1", reason -> {});
    want(hub, 1);
    List<Version> told = new ArrayList<>();
    Subscription watch = device.watchDesired(change -> told.add(change.version()));
    device.read();
    want(hub, 2);
    watch.close();
    want(hub, 3);
    device.report(ReportedPatch.of(number("r", 1)));
    assertThatThrownBy(
            () -> device.report(new ReportedPatch(number("r", 2), Optional.of(new Version(99)))))
        .isInstanceOf(HubException.class);
    device.close();
    want(hub, 4);
    assertThat(told).containsExactly(new Version(3));
    assertThat(lines(hub))
        .containsSubsequence(
            "d connect (model dtmi:a:b;1) by d in process: done",
            "d offer (version 2) by the hub in process: missed, because the device has not subscribed to"
                + " its desired properties",
            "d watch-desired by d in process: done",
            "d read-own-twin by d in process: done, desired version 2",
            "d offer (version 3) by the hub in process: done",
            "d notify (version 3) by the hub in process: done",
            "d offer (version 4) by the hub in process: missed, because the device has not subscribed to"
                + " its desired properties",
            "d report by d in process: done, version 2",
            "d report by d in process: refused, 412001 PreconditionFailed: $version was 99, but the"
                + " reported properties' is 2; read the twin again and repeat the report",
            "d disconnect by d in process: done, the device closed the connection",
            "d offer (version 5) by the hub in process: missed, because the device is not connected");
  }

  @Test
  void calls_messages_and_telemetry_are_noted_on_both_sides() throws Exception {
    register(hub);
    CompletableFuture<String> received = new CompletableFuture<>();
    try (ConnectedDevice device = hub.device("d")) {
      device.onMethod("m", payload -> MethodAnswer.of(201, "1"));
      device.onMessage(message -> {
        received.complete("it came");
        return Settlement.COMPLETE;
      });
      hub.methods().invoke(D, MethodCall.of("m", "null")).get(20, TimeUnit.SECONDS);
      hub.messages().send(CloudMessage.to(D).body("abc").build());
      received.get(20, TimeUnit.SECONDS);
      device.connection().send(DeviceMessage.of(Bytes.ofText("hello"))).get(20, TimeUnit.SECONDS);
    }
    hub.ports().events().read(0, new EventPosition.Earliest(), event -> {}).close();
    assertThat(lines(hub))
        .contains(
            "d deliver-call (m) by the hub in process: done",
            "d answer-call (status 201) by d in process: done",
            "d invoke (m) by in-process: done, status 201",
            "d send-message (3 bytes) by in-process: done",
            "d deliver-message (3 bytes) by the hub in process: done",
            "d send-event (5 bytes) by d in process: done",
            "read-events (partition 0) by in-process: done");
  }

  @Test
  void a_newer_connection_ends_the_older_with_that_reason() {
    register(hub);
    hub.ports().connections().open(D, "", reason -> {});
    DeviceConnection newer = hub.ports().connections().open(D, "", reason -> {});
    newer.close();
    newer.close();
    assertThat(lines(hub))
        .containsExactly(
            "d create-identity by in-process: done",
            "d connect by d in process: done",
            "d disconnect by d in process: done, a newer connection of the same identity took over",
            "d connect by d in process: done",
            "d disconnect by d in process: done, the device closed the connection");
  }

  @Test
  void two_runs_with_the_same_seed_write_identical_journals() {
    assertThat(story(Twinhub.inProcess(CONFIG))).isEqualTo(story(Twinhub.inProcess(CONFIG)));
  }

  private static List<JournalEntry> story(InProcessHub hub) {
    try (hub) {
      register(hub);
      DeviceConnection device = hub.ports().connections().open(D, "", reason -> {});
      device.watchDesired(change -> {});
      for (int i = 0; i < 20; i++) {
        want(hub, i);
        device.report(ReportedPatch.of(number("r", i)));
        hub.clock().advance(Duration.ofSeconds(i + 1));
        hub.messages().send(CloudMessage.to(D).body("abc").build());
      }
      device.close();
      List<JournalEntry> entries = hub.journal().entries(entry -> true);
      assertThat(entries).hasSizeGreaterThan(100);
      return entries;
    }
  }

  @Test
  void an_entry_survives_its_document() {
    register(hub);
    want(hub, 1);
    hub.ports().twins().find(TwinAddress.module("d", "m"));
    hub.ports()
        .queries()
        .run(new QueryText("SELECT * FROM devices"), PageSize.DEFAULT, Optional.empty());
    List<JournalEntry> entries = hub.journal().entries(entry -> true);
    assertThat(entries)
        .allSatisfy(
            entry -> assertThat(JournalDocument.read(JournalDocument.of(entry))).isEqualTo(entry));
  }

  @Test
  void what_a_seed_asks_for_is_nobody_s_operation() {
    try (InProcessHub other = hub.fork()) {
      assertThat(other.journal().entries(entry -> true)).isEmpty();
    }
  }
}
