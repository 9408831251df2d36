package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.domain.change.TwinChange;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.IdentityRequest;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Twin;
import io.twinhub.local.engine.journal.SnapshotFacts;
import io.twinhub.local.engine.rows.QueryLag;
import io.twinhub.local.engine.snapshot.Snapshots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every hub does with snapshots, wherever it keeps them. */
@Timeout(60)
abstract class SnapshotsContract {
  static final TwinAddress ALPHA = TwinAddress.device("alpha");
  static final TwinAddress SCANNER = TwinAddress.module("alpha", "scanner");

  private static final int FLEET = 50;
  private static final int RESTORES = 20;

  Optional<HubFixture> open = Optional.empty();

  /** A new hub; the one before is closed. */
  abstract HubFixture started(Optional<QueryLag> lag);

  @BeforeEach
  void start() {
    open = Optional.of(started(Optional.empty()));
  }

  @AfterEach
  void close() {
    open.ifPresent(HubFixture::close);
  }

  final HubFixture fixture() {
    return open.orElseThrow();
  }

  final Snapshots snapshots() {
    return fixture().hub.snapshots();
  }

  final List<String> ids() {
    return fixture().hub.identities().devices(1000).stream()
        .map(device -> device.identity().address().toString())
        .toList();
  }

  private String answer(String query) {
    return fixture()
        .hub
        .queries()
        .run(new QueryText(query), PageSize.DEFAULT, Optional.empty())
        .rows()
        .toString();
  }

  private static String refusal(Runnable work) {
    try {
      work.run();
      return "done";
    } catch (HubException refused) {
      return refused.code() + ": " + refused.error().message();
    }
  }

  @Test
  void a_restore_brings_back_what_was_there() {
    fixture().register(ALPHA);
    fixture().register(SCANNER);
    fixture().patchDesired(ALPHA, "{'a':{'b':1}}");
    Twin twin = fixture().patchDesired(SCANNER, "{'c':0.1}");
    List<Object> before = List.of(
        fixture().twin(ALPHA),
        twin,
        fixture().hub.identities().find(ALPHA),
        fixture().hub.identities().find(SCANNER));
    snapshots().create("one");
    fixture().patchDesired(ALPHA, "{'a':null}");
    fixture().hub.identities().delete(SCANNER, IfMatch.any());
    fixture().register("beta");
    snapshots().restore("one");
    assertThat(List.of(
            fixture().twin(ALPHA),
            fixture().twin(SCANNER),
            fixture().hub.identities().find(ALPHA),
            fixture().hub.identities().find(SCANNER)))
        .isEqualTo(before);
    assertThat(ids()).containsExactly("alpha");
  }

  @Test
  void after_a_restore_the_hub_goes_on_as_ever() {
    fixture().register(ALPHA);
    Twin before = fixture().patchDesired(ALPHA, "{'a':1}");
    snapshots().create("one");
    fixture().patchDesired(ALPHA, "{'a':2}");
    snapshots().restore("one");
    assertThat(fixture().patchDesired(ALPHA, "{'a':3}").version())
        .isEqualTo(before.version().next());
    snapshots().create("two");
    fixture().hub.identities().delete(ALPHA, IfMatch.any());
    snapshots().restore("two");
    assertThat(fixture().twin(ALPHA).desired().values()).hasToString("{\"a\":3}");
    snapshots().restore("one");
    assertThat(fixture().twin(ALPHA)).isEqualTo(before);
  }

  @Test
  void a_generation_is_never_given_twice() {
    snapshots().create("empty");
    fixture().clockMovesTo(HubFixture.NOON.plusSeconds(60));
    String generation = fixture().register(ALPHA).identity().generationId();
    snapshots().restore("empty");
    fixture().clockMovesTo(Instant.parse("2001-01-01T00:00:00Z"));
    assertThat(Long.parseLong(fixture().register(ALPHA).identity().generationId()))
        .isEqualTo(Long.parseLong(generation) + 1);
  }

  @Test
  void the_list_tells_what_is_in_each() {
    assertThat(snapshots().list()).isEmpty();
    fixture().register(ALPHA);
    fixture().register(SCANNER);
    SnapshotFacts made = snapshots().create("one");
    fixture().register("beta");
    snapshots().create("b.2_-");
    assertThat(snapshots().list())
        .extracting(SnapshotFacts::name, SnapshotFacts::counts)
        .containsExactly(
            tuple("b.2_-", Optional.of(new SnapshotFacts.Counts(2, 1))),
            tuple("one", Optional.of(new SnapshotFacts.Counts(1, 1))));
    assertThat(snapshots().list()).contains(made).allMatch(facts -> facts.bytes() > 0);
    snapshots().delete("one");
    assertThat(snapshots().list()).extracting(SnapshotFacts::name).containsExactly("b.2_-");
  }

  @Test
  void what_is_there_is_not_made_again_and_what_is_not_there_is_told_with_the_nearest() {
    assertThat(refusal(() -> snapshots().restore("before")))
        .isEqualTo(
            "NOT_FOUND: there is no snapshot 'before'; no snapshot exists yet, 'twinhub snapshot"
                + " create' makes one");
    snapshots().create("before");
    assertThat(refusal(() -> snapshots().create("before")))
        .isEqualTo("DEVICE_ALREADY_EXISTS: snapshot 'before' already exists; delete it, or choose"
            + " another name");
    assertThat(refusal(() -> snapshots().restore("befroe")))
        .isEqualTo("NOT_FOUND: there is no snapshot 'befroe'; did you mean 'before'?");
    assertThat(refusal(() -> snapshots().delete("x")))
        .isEqualTo("NOT_FOUND: there is no snapshot 'x'; 'twinhub snapshot list' lists them");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", ".", "..", "../up", "a/b", "a\\b", ".hidden", "-o", "a b", "ä", "a\u0000", "a\n"
      })
  void a_name_that_could_lead_elsewhere_is_none(String name) {
    String expected =
        "ARGUMENT_INVALID: '%s' is not a snapshot name: a name begins with a letter or a digit and has"
                .formatted(name)
            + " up to 64 letters, digits, '.', '_' and '-'";
    assertThat(refusal(() -> snapshots().create(name))).isEqualTo(expected);
    assertThat(refusal(() -> snapshots().restore(name))).isEqualTo(expected);
    assertThat(refusal(() -> snapshots().delete(name))).isEqualTo(expected);
    assertThat(snapshots().list()).isEmpty();
  }

  @Test
  void names_of_64_characters_are_the_longest() {
    snapshots().create("x".repeat(64));
    assertThat(refusal(() -> snapshots().create("x".repeat(65)))).startsWith("ARGUMENT_INVALID: ");
  }

  @Test
  void a_hub_keeps_no_more_than_it_may() {
    IntStream.range(0, Snapshots.COUNT_MAX).forEach(i -> snapshots().create("s" + i));
    assertThat(refusal(() -> snapshots().create("one-more")))
        .isEqualTo("INVALID_OPERATION: a hub keeps at most 100 snapshots; delete one first");
  }

  @Test
  void devices_are_disconnected_and_may_connect_again() {
    fixture().register(ALPHA);
    List<CloseReason> ends = new CopyOnWriteArrayList<>();
    DeviceConnection device = fixture().connect(ALPHA, ends);
    snapshots().create("one");
    assertThat(ends).isEmpty();
    snapshots().restore("one");
    assertThat(ends).containsExactly(CloseReason.HUB_REPLACED);
    assertThat(fixture().twin(ALPHA).root().connection().connected()).isFalse();
    assertThatThrownBy(() -> device.report(ReportedPatch.of(HubFixture.object("{'t':1}"))))
        .hasMessage("the connection is closed");
    fixture().connect(ALPHA).report(ReportedPatch.of(HubFixture.object("{'t':2}")));
    assertThat(fixture().twin(ALPHA).reported().values()).hasToString("{\"t\":2}");
    assertThat(fixture().twin(ALPHA).root().connection().connected()).isTrue();
  }

  @Test
  void who_is_connected_is_no_part_of_a_snapshot() {
    fixture().register(ALPHA);
    fixture().connect(ALPHA).report(ReportedPatch.of(HubFixture.object("{'t':1}")));
    snapshots().create("one");
    fixture().clockMovesTo(HubFixture.NOON.plusSeconds(60));
    fixture().connect(ALPHA).active();
    snapshots().restore("one");
    assertThat(fixture().twin(ALPHA).root().connection().connected()).isFalse();
    assertThat(fixture().twin(ALPHA).root().connection().lastActivityTime())
        .isEqualTo(HubFixture.NOON);
    assertThat(fixture().twin(ALPHA).reported().values()).hasToString("{\"t\":1}");
  }

  @Test
  void keys_are_those_of_the_snapshot() {
    fixture().register(ALPHA);
    var before = fixture().hub.identities().find(ALPHA).orElseThrow().identity().authentication();
    snapshots().create("one");
    fixture().hub.identities().delete(ALPHA, IfMatch.any());
    var other = fixture().register(ALPHA).identity().authentication();
    snapshots().restore("one");
    assertThat(fixture().hub.identities().find(ALPHA).orElseThrow().identity().authentication())
        .isEqualTo(before)
        .isNotEqualTo(other);
  }

  @Test
  void whoever_listens_to_changes_is_told_of_each_difference() {
    fixture().register(ALPHA);
    fixture().register("same");
    snapshots().create("one");
    fixture().patchDesired(ALPHA, "{'a':1}");
    fixture().register("beta");
    List<String> told = new ArrayList<>();
    fixture()
        .hub
        .follow(change -> told.add(change.getClass().getSimpleName() + " " + change.address()));
    snapshots().restore("one");
    assertThat(told).containsExactly("Deleted alpha", "Created alpha", "Deleted beta");
    told.clear();
    snapshots().restore("one");
    assertThat(told).isEmpty();
  }

  @Test
  void a_device_that_was_connected_shows_a_changed_root_only() {
    fixture().register(ALPHA);
    snapshots().create("one");
    fixture().connect(ALPHA);
    List<TwinChange> told = new ArrayList<>();
    fixture().hub.follow(told::add);
    snapshots().restore("one");
    assertThat(told).hasOnlyElementsOfType(TwinChange.RootChanged.class).hasSize(1);
  }

  @Test
  void queries_and_their_columns_follow() {
    String query = "SELECT COUNT() AS n FROM devices WHERE properties.desired.a = 1";
    fixture().register(ALPHA);
    fixture().patchDesired(ALPHA, "{'a':1}");
    assertThat(answer(query)).isEqualTo("[{\"n\":1}]");
    snapshots().create("one");
    fixture().patchDesired(ALPHA, "{'a':2}");
    assertThat(answer(query)).isEqualTo("[{\"n\":0}]");
    snapshots().restore("one");
    assertThat(answer(query)).isEqualTo("[{\"n\":1}]");
    fixture().patchDesired(ALPHA, "{'a':2}");
    assertThat(answer(query)).isEqualTo("[{\"n\":0}]");
  }

  @Test
  void queries_that_lag_see_a_restore_at_once() {
    close();
    open = Optional.of(started(Optional.of(QueryLag.parse("held"))));
    fixture().register(ALPHA);
    snapshots().create("one");
    assertThat(answer("SELECT deviceId FROM devices")).isEqualTo("[]");
    snapshots().restore("one");
    assertThat(answer("SELECT deviceId FROM devices")).isEqualTo("[{\"deviceId\":\"alpha\"}]");
    fixture().register("beta");
    assertThat(answer("SELECT deviceId FROM devices")).isEqualTo("[{\"deviceId\":\"alpha\"}]");
    fixture().hub.releaseQueries();
    assertThat(answer("SELECT deviceId FROM devices"))
        .isEqualTo("[{\"deviceId\":\"alpha\"}, {\"deviceId\":\"beta\"}]");
  }

  private void fleet(int value) {
    for (int i = 0; i < FLEET; i++) {
      TwinAddress address = TwinAddress.device("d" + i);
      if (fixture().hub.identities().find(address).isEmpty()) {
        fixture().hub.identities().create(IdentityRequest.withKeys(address));
      }
      fixture().patchDesired(address, "{'v':%d}".formatted(value));
    }
  }

  @Test
  void everybody_sees_before_or_after_and_never_half() throws InterruptedException {
    fleet(1);
    snapshots().create("one");
    fleet(2);
    snapshots().create("two");
    AtomicBoolean ended = new AtomicBoolean();
    List<String> wrong = new CopyOnWriteArrayList<>();
    Thread reader = new Thread(() -> {
      while (!ended.get()) {
        String groups = answer("SELECT properties.desired.v AS v, COUNT() AS n FROM devices"
            + " GROUP BY properties.desired.v");
        if (!groups.matches("\\[\\{\"v\":[12],\"n\":50}]")) {
          wrong.add(groups);
        }
      }
    });
    reader.start();
    for (int i = 0; i < RESTORES; i++) {
      snapshots().restore(i % 2 == 0 ? "one" : "two");
    }
    ended.set(true);
    reader.join();
    assertThat(wrong).isEmpty();
  }

  /** A write of the second twin begins when that of the first is answered. */
  @Test
  void a_snapshot_is_of_one_moment_while_writes_go_on() throws InterruptedException {
    fixture().register("a");
    fixture().register("b");
    AtomicBoolean ended = new AtomicBoolean();
    Thread writer = new Thread(() -> {
      for (int n = 1; !ended.get(); n++) {
        fixture().patchDesired(TwinAddress.device("a"), "{'n':%d}".formatted(n));
        fixture().patchDesired(TwinAddress.device("b"), "{'n':%d}".formatted(n));
      }
    });
    writer.start();
    await().until(() -> version("a") > 5);
    List<Long> least = new ArrayList<>();
    for (int i = 0; i < RESTORES; i++) {
      least.add(version("b"));
      snapshots().create("s" + i);
    }
    ended.set(true);
    writer.join();
    for (int i = 0; i < RESTORES; i++) {
      snapshots().restore("s" + i);
      assertThat(version("b")).isGreaterThanOrEqualTo(least.get(i));
      assertThat(version("a") - version("b")).isBetween(0L, 1L);
    }
  }

  private long version(String device) {
    return fixture().twin(TwinAddress.device(device)).desired().version().value();
  }

  @Test
  void a_hub_that_is_closed_refuses() {
    fixture().hub.close();
    assertThatThrownBy(() -> fixture().hub.contents()).hasMessage("the hub is stopping");
  }
}
