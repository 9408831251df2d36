package io.twinhub.local.engine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryError;
import io.twinhub.domain.query.QueryText;
import io.twinhub.local.engine.query.check.QueryChecker;
import io.twinhub.local.engine.query.plan.GroupTable;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Each limit of the query language, reached and broken. */
class LimitsTest {
  private final Fleet fleet = new Fleet();
  private final LocalQueryEngine engine = new LocalQueryEngine(fleet);

  private int rows(String query) {
    return engine
        .run(new QueryText(query), PageSize.DEFAULT, Optional.empty())
        .rows()
        .size();
  }

  private void assertRefused(String query, String message) {
    assertThatThrownBy(() -> rows(query))
        .isInstanceOfSatisfying(
            HubException.class,
            refusal -> assertThat(((QueryError.Invalid) refusal.error()).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).isEqualTo(message)));
  }

  private static String list(int length, String format) {
    return IntStream.range(0, length).mapToObj(format::formatted).collect(Collectors.joining(","));
  }

  @Test
  void a_list() {
    String start = "SELECT * FROM devices WHERE tags.a IN [";
    assertThat(rows(start + list(QueryChecker.LIST_LENGTH_MAX, "%d") + "]")).isZero();
    assertRefused(
        start + list(QueryChecker.LIST_LENGTH_MAX + 1, "%d") + "]",
        "the list has 1001 elements; at most 1000 are allowed");
  }

  @Test
  void selected_members() {
    assertThat(rows("SELECT " + list(QueryChecker.SELECT_ITEMS_MAX, "tags.x%d") + " FROM devices"))
        .isZero();
    assertRefused(
        "SELECT " + list(QueryChecker.SELECT_ITEMS_MAX + 1, "tags.x%d") + " FROM devices",
        "101 members are selected; at most 100 are allowed");
  }

  @Test
  void paths_to_group_by() {
    String start = "SELECT COUNT() FROM devices GROUP BY ";
    assertThat(rows(start + list(QueryChecker.GROUP_PATHS_MAX, "tags.x%d"))).isZero();
    assertRefused(
        start + list(QueryChecker.GROUP_PATHS_MAX + 1, "tags.x%d"),
        "11 paths to group by; at most 10 are allowed");
  }

  @Test
  void groups() {
    for (int i = 0; i < GroupTable.GROUPS_MAX; i++) {
      fleet.device(JsonObject.builder().put("deviceId", "d" + i).build());
    }
    String query = "SELECT deviceId, COUNT() FROM devices GROUP BY deviceId";
    assertThat(rows(query)).isEqualTo(PageSize.MAX);
    fleet.device(JsonObject.builder().put("deviceId", "one more").build());
    assertRefused(
        query,
        "more than 10000 groups; narrow the query with WHERE, or group by a path with fewer values");
    assertThat(rows("SELECT COUNT() FROM devices")).isEqualTo(1);
  }
}
