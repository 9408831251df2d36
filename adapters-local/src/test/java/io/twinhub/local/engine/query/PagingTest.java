package io.twinhub.local.engine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryError;
import io.twinhub.domain.query.QueryExplanation;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages and their tokens. Source: query-language reference, section 6; sdk-wire reference, 3.5. */
class PagingTest {
  private static final String ALL = "SELECT * FROM devices";
  private static final String EVEN = "SELECT deviceId FROM devices WHERE tags.even = true";
  private static final String GROUPS =
      "SELECT tags.n AS n, COUNT() AS c FROM devices GROUP BY tags.n";
  private static final int DEVICES = 50;

  private final Fleet fleet = new Fleet();
  private final LocalQueryEngine engine = new LocalQueryEngine(fleet);

  PagingTest() {
    for (int i = 0; i < DEVICES; i++) {
      add(i);
    }
  }

  private static String id(int number) {
    return "d%04d".formatted(number);
  }

  private void add(int number) {
    JsonObject tags =
        JsonObject.of("even", JsonBool.of(number % 2 == 0)).with("n", JsonNumber.of(number % 7));
    fleet.device(
        JsonObject.builder().put("deviceId", id(number)).put("tags", tags).build());
  }

  private QueryPage page(String query, int size, Optional<ContinuationToken> token) {
    return engine.run(new QueryText(query), new PageSize(size), token);
  }

  private ContinuationToken token(String query) {
    return page(query, 3, Optional.empty()).next().orElseThrow();
  }

  private void assertForeign(String query, ContinuationToken token) {
    assertThatThrownBy(() -> page(query, 3, Optional.of(token)))
        .as(token.value())
        .isInstanceOfSatisfying(
            HubException.class,
            refusal -> assertThat(refusal.error()).isEqualTo(QueryError.foreignToken()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 24, 25, 26, 49, 50, 51, 100})
  void every_page_size_gives_the_same_rows(int size) {
    for (String query : List.of(ALL, EVEN, GROUPS)) {
      assertThat(Pages.all(engine, query, () -> size))
          .isEqualTo(Pages.all(engine, query, () -> PageSize.MAX));
    }
  }

  @Test
  void the_page_size_may_change_from_page_to_page() {
    AtomicInteger size = new AtomicInteger();
    assertThat(Pages.all(engine, ALL, size::incrementAndGet))
        .hasSize(DEVICES)
        .doesNotHaveDuplicates();
  }

  @Test
  void groups_come_in_the_order_of_their_values() {
    assertThat(Pages.all(engine, GROUPS, () -> 2).stream()
            .map(row -> row.find("n").orElseThrow().toString()))
        .containsExactly("0", "1", "2", "3", "4", "5", "6");
  }

  @Test
  void the_last_page_has_no_token_even_if_it_is_full() {
    assertThat(page(ALL, DEVICES, Optional.empty()).next()).isEmpty();
    assertThat(page(GROUPS, 7, Optional.empty()).next()).isEmpty();
    assertThat(page("SELECT COUNT() FROM devices", 1, Optional.empty()).next()).isEmpty();
  }

  @Test
  void a_page_reads_no_more_of_the_fleet_than_it_shows() {
    page(ALL, 5, Optional.empty());
    assertThat(fleet.visited()).isEqualTo(5);
  }

  @Test
  void a_pinned_device_is_looked_up_without_a_scan() {
    for (String where : List.of(
        "deviceId = 'd0003'",
        "'d0003' = DEVICEID",
        "tags.even = false AND devices.deviceId = 'd0003'",
        "deviceId = 'd0003' AND deviceId = 'd0003'",
        "id = 'd0003'",
        "deviceId IN ['nobody', 'd0003', 3, 'd0003']",
        "tags.even = false AND deviceId IN ['d0002', 'd0003', 'd0004']")) {
      assertThat(page(ALL + " WHERE " + where, 5, Optional.empty()).rows())
          .as(where)
          .hasSize(1);
    }
    assertThat(page("SELECT COUNT() FROM devices WHERE deviceId='d0003'", 5, Optional.empty())
            .rows())
        .containsExactly(JsonObject.of("$1", JsonNumber.of(1)));
    assertThat(page(ALL + " WHERE deviceId = 'nobody'", 5, Optional.empty()).rows())
        .isEmpty();
    assertThat(page(ALL + " WHERE deviceId = 'd0001' AND tags.even = true", 5, Optional.empty())
            .rows())
        .isEmpty();
    assertThat(engine.explain(new QueryText(ALL + " WHERE id IN ['d0003']")).access())
        .isEqualTo(QueryExplanation.Access.LOOK_UP);
  }

  @Test
  void what_pins_no_device_is_scanned() {
    for (String where : List.of(
        "deviceId = 'd0003' OR tags.even = false AND deviceId = 'd0005'",
        "deviceId != 'd0003'",
        "deviceId NIN ['d0003']",
        "deviceId IN ['d0003'] OR true",
        "NOT deviceId = 'd0003'",
        "deviceId = 3 OR true",
        "deviceId = undefined OR true",
        "deviceId = deviceId",
        "tags.deviceId = 'd0003' OR true")) {
      assertThat(page(ALL + " WHERE " + where, 5, Optional.empty()).rows())
          .as(where)
          .isNotEmpty();
      assertThat(engine.explain(new QueryText(ALL + " WHERE " + where)).access())
          .as(where)
          .isNotEqualTo(QueryExplanation.Access.LOOK_UP);
    }
  }

  @Nested
  class Top {
    @Test
    void counts_over_all_pages() {
      for (int size : new int[] {1, 2, 3, 4, 5, 100}) {
        assertThat(Pages.all(engine, "SELECT TOP 4 * FROM devices", () -> size)).hasSize(4);
        assertThat(Pages.all(engine, GROUPS.replace("SELECT", "SELECT TOP(4)"), () -> size))
            .hasSize(4);
      }
    }

    @Test
    void ends_the_query_without_a_token() {
      assertThat(page("SELECT TOP 2 * FROM devices", 2, Optional.empty()).next())
          .isEmpty();
      assertThat(fleet.visited()).isEqualTo(2);
    }

    @Test
    void of_none_is_none() {
      assertThat(Pages.all(engine, "SELECT TOP 0 * FROM devices", () -> 5)).isEmpty();
      assertThat(Pages.all(engine, "SELECT TOP 0 COUNT() FROM devices", () -> 5))
          .isEmpty();
    }

    @Test
    void of_more_than_there_are_is_all() {
      assertThat(Pages.all(engine, "SELECT TOP 9223372036854775807 * FROM devices", () -> 20))
          .hasSize(DEVICES);
    }
  }

  @Nested
  class Writes_between_pages {
    @Test
    void lose_and_repeat_no_row_that_stays() {
      for (int seed = 0; seed < 200; seed++) {
        Random random = new Random(seed);
        PagingTest run = new PagingTest();
        List<JsonObject> rows = new ArrayList<>();
        Optional<ContinuationToken> token = Optional.empty();
        do {
          QueryPage page = run.page(ALL, 1 + random.nextInt(9), token);
          rows.addAll(page.rows());
          token = page.next();
          run.change(random);
        } while (token.isPresent());
        // Every fifth may go, and others may come between; all others stay.
        for (int i = 0; i < DEVICES; i++) {
          if (i % 5 != 0) {
            String staying = "\"" + id(i) + "\"";
            assertThat(rows.stream().filter(row -> row.toString().contains(staying)))
                .as("seed %d, %s", seed, staying)
                .hasSize(1);
          }
        }
      }
    }

    @Test
    void may_remove_the_row_that_a_token_points_behind() {
      QueryPage first = page(ALL, 3, Optional.empty());
      fleet.removeDevice(id(2));
      assertThat(page(ALL, 1, first.next()).rows().toString()).contains(id(3));
    }

    @Test
    void may_remove_all_the_groups_that_were_left() {
      QueryPage first = page(GROUPS, 3, Optional.empty());
      for (int i = 0; i < DEVICES; i++) {
        fleet.removeDevice(id(i));
      }
      QueryPage second = page(GROUPS, 3, first.next());
      assertThat(second.rows()).isEmpty();
      assertThat(second.next()).isEmpty();
    }
  }

  private void change(Random random) {
    fleet.removeDevice(id(5 * random.nextInt(DEVICES / 5)));
    fleet.device(JsonObject.of("deviceId", new JsonString(id(random.nextInt(DEVICES)) + "x")));
  }

  @Nested
  class A_token {
    @Test
    void is_safe_in_a_header() {
      assertThat(token(ALL).value()).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void survives_a_restart() {
      LocalQueryEngine restarted = new LocalQueryEngine(fleet);
      assertThat(restarted
              .run(new QueryText(ALL), new PageSize(1), Optional.of(token(ALL)))
              .rows()
              .toString())
          .contains(id(3));
    }

    @Test
    void of_another_query_is_refused() {
      assertForeign(ALL + " ", token(ALL));
      assertForeign(ALL, token(GROUPS));
      assertForeign(GROUPS, token(ALL));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          "x",
          "AAAA",
          "not base64!",
          "====",
          "\u00e4",
          "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
        })
    void of_nobody_is_refused(String token) {
      assertForeign(ALL, new ContinuationToken(token));
    }

    @Test
    void that_was_forged_to_go_back_before_the_first_row_is_refused() {
      QueryText text = new QueryText(ALL);
      assertForeign(ALL, new Continuation("", -1).token(text));
      assertForeign(ALL, new Continuation("", Long.MIN_VALUE).token(text));
    }

    @Test
    void that_was_forged_to_go_beyond_top_gives_nothing() {
      String query = "SELECT TOP 2 * FROM devices";
      ContinuationToken forged = new Continuation("", 5).token(new QueryText(query));
      assertThat(page(query, 3, Optional.of(forged)).rows()).isEmpty();
      assertThat(page(query, 3, Optional.of(forged)).next()).isEmpty();
    }

    @Test
    void that_is_too_long_is_refused() {
      assertForeign(ALL, new ContinuationToken("A".repeat(1_000_000)));
    }

    @Test
    void with_any_character_changed_or_lost_is_refused() {
      String good = token(ALL).value();
      for (int i = 0; i < good.length(); i++) {
        char other = good.charAt(i) == 'A' ? 'B' : 'A';
        assertForeign(
            ALL, new ContinuationToken(good.substring(0, i) + other + good.substring(i + 1)));
        assertForeign(ALL, new ContinuationToken(good.substring(0, i)));
      }
      assertForeign(ALL, new ContinuationToken(good + "="));
      assertForeign(ALL, new ContinuationToken(good + "A"));
    }
  }
}
