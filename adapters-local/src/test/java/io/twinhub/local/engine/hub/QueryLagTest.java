package io.twinhub.local.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryText;
import io.twinhub.domain.twin.IfMatch;
import io.twinhub.local.engine.rows.LaggingRows;
import io.twinhub.local.engine.rows.QueryLag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Queries that lag behind writes; the clock is the test's, nobody waits. */
class QueryLagTest {
  private static final TwinAddress ALPHA = TwinAddress.device("alpha");

  private static HubFixture lagging(String lag) {
    return new HubFixture(Optional.of(QueryLag.parse(lag)));
  }

  private static List<String> rows(HubFixture fixture) {
    return fixture
        .hub
        .queries()
        .run(
            new QueryText("SELECT deviceId, properties.desired.n AS n FROM devices"),
            PageSize.DEFAULT,
            Optional.empty())
        .rows()
        .stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void without_a_lag_queries_are_current() {
    try (HubFixture fixture = new HubFixture()) {
      fixture.register("alpha");
      assertThat(rows(fixture)).hasSize(1);
      fixture.hub.releaseQueries();
    }
  }

  @Test
  void a_fixed_lag_shows_each_write_after_its_time_and_reads_show_it_at_once() {
    try (HubFixture fixture = lagging("fixed:2s")) {
      fixture.register("alpha");
      fixture.clockMovesTo(HubFixture.NOON.plusSeconds(1));
      fixture.patchDesired(ALPHA, "{'n':1}");
      assertThat(fixture.twin(ALPHA).desired().values()).hasToString("{\"n\":1}");
      assertThat(rows(fixture)).isEmpty();
      fixture.clockMovesTo(HubFixture.NOON.plusSeconds(2));
      assertThat(rows(fixture)).containsExactly("{\"deviceId\":\"alpha\"}");
      fixture.clockMovesTo(HubFixture.NOON.plusSeconds(3));
      assertThat(rows(fixture)).containsExactly("{\"deviceId\":\"alpha\",\"n\":1}");
    }
  }

  @Test
  void deletions_lag_as_well() {
    try (HubFixture fixture = lagging("fixed:10ms")) {
      fixture.register("alpha");
      fixture.register(TwinAddress.module("alpha", "scanner"));
      fixture.hub.identities().delete(ALPHA, IfMatch.any());
      fixture.clockMovesTo(HubFixture.NOON.plusMillis(9));
      assertThat(rows(fixture)).isEmpty();
      fixture.register("beta");
      fixture.clockMovesTo(HubFixture.NOON.plusMillis(10));
      assertThat(rows(fixture)).isEmpty();
      fixture.clockMovesTo(HubFixture.NOON.plusMillis(19));
      assertThat(rows(fixture)).containsExactly("{\"deviceId\":\"beta\"}");
    }
  }

  @Test
  void a_random_lag_keeps_the_order_of_each_twin() {
    try (HubFixture fixture = lagging("random:7:0..30s")) {
      fixture.register("alpha");
      IntStream.range(0, 200).forEach(n -> fixture.patchDesired(ALPHA, "{'n':" + n + "}"));
      List<Long> seen = new ArrayList<>();
      for (int second = 0; second <= 30; second++) {
        fixture.clockMovesTo(HubFixture.NOON.plusSeconds(second));
        for (String row : rows(fixture)) {
          seen.add(row.contains("\"n\"") ? Long.parseLong(row.replaceAll("\\D", "")) : -1);
        }
      }
      assertThat(seen).isSorted().endsWith(199L);
    }
  }

  @Test
  void a_random_lag_is_the_same_for_the_same_seed() {
    QueryLag one = QueryLag.parse("random:7:1..3m");
    QueryLag two = QueryLag.parse("random:7:1..3m");
    for (int i = 0; i < 100; i++) {
      Duration delay = one.next().orElseThrow();
      assertThat(delay).isEqualTo(two.next().orElseThrow());
      assertThat(delay).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(3));
    }
  }

  @Test
  void held_queries_show_the_start_until_they_are_released() {
    try (HubFixture fixture = lagging("held")) {
      fixture.register("alpha");
      fixture.clockMovesTo(HubFixture.NOON.plusSeconds(1_000_000));
      assertThat(rows(fixture)).isEmpty();
      fixture.hub.releaseQueries();
      assertThat(rows(fixture)).hasSize(1);
      fixture.patchDesired(ALPHA, "{'n':1}");
      assertThat(rows(fixture)).containsExactly("{\"deviceId\":\"alpha\"}");
    }
  }

  @Test
  void of_too_many_writes_the_oldest_come_in_early() {
    try (HubFixture fixture = lagging("held")) {
      fixture.register("alpha");
      for (int i = 0; i < LaggingRows.PENDING_MAX; i++) {
        fixture.patchDesired(ALPHA, "{'n':" + i + "}");
      }
      assertThat(rows(fixture)).containsExactly("{\"deviceId\":\"alpha\"}");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | a lag is fixed:2s, random:SEED:0..30s or held; times are in ms, s or m",
        "2s | a lag is fixed:2s, random:SEED:0..30s or held; times are in ms, s or m",
        "fixed:-2s | a lag is fixed:2s, random:SEED:0..30s or held; times are in ms, s or m",
        "fixed:2h | a lag is fixed:2s, random:SEED:0..30s or held; times are in ms, s or m",
        "random:0..30s | a lag is fixed:2s, random:SEED:0..30s or held; times are in ms, s or m",
        "random:1:5..2s | the first time is longer than the second",
        "fixed:31m | a lag is at most 30m",
        "random:1:0..1801s | a lag is at most 30m"
      })
  void what_is_no_lag_is_refused(String text, String message) {
    assertThatThrownBy(() -> QueryLag.parse(text)).hasMessage(message);
  }

  @Test
  void a_lag_prints_as_it_was_spelt() {
    assertThat(QueryLag.parse("random:7:0..30s")).hasToString("random:7:0..30s");
    assertThat(QueryLag.parse("held").next()).isEmpty();
  }
}
