package io.twinhub.bootstrap.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.json.JsonValue;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a watch prints from one answer to the next. */
class WatchTest {
  private final FakeHub hub = new FakeHub();
  private final StringWriter out = new StringWriter();
  private final Watch watch = new Watch(hub, new PrintWriter(out));

  private static Map<String, JsonValue> rows(String... rows) {
    Map<String, JsonValue> byKey = new LinkedHashMap<>();
    for (JsonValue row : FakeHub.rows(rows)) {
      byKey.put(row.toString().replaceAll(".*deviceId\":\"(.).*", "$1"), row);
    }
    return byKey;
  }

  @Test
  void rows_come_and_go() {
    watch.tell(rows("{'deviceId':'a'}"), rows("{'deviceId':'b'}"));
    assertThat(out).hasToString("- {\"deviceId\":\"a\"}\n+ {\"deviceId\":\"b\"}\n");
  }

  @Test
  void of_a_row_that_changed_the_old_and_the_new_values_are_told() {
    watch.tell(
        rows("{'deviceId':'a','properties':{'reported':{'t':1,'gone':2,'$metadata':{'x':1}}}}"),
        rows("{'deviceId':'a','properties':{'reported':{'t':3,'new':4,'$metadata':{'x':2}}}}"));
    assertThat(out)
        .hasToString("~ \"a\"  properties.reported.t: 1 -> 3"
            + "  properties.reported.gone: 2 -> nothing  properties.reported.new: nothing -> 4\n");
  }

  @Test
  void what_stayed_is_not_told() {
    watch.tell(rows("{'deviceId':'a'}"), rows("{'deviceId':'a'}"));
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void a_watch_ends_when_its_thread_is_interrupted() {
    hub.answers("{'deviceId':'a'}");
    Thread.currentThread().interrupt();
    watch.run("SELECT * FROM devices");
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void a_query_that_is_refused_is_not_watched() {
    assertThatThrownBy(() -> watch.run("SELEKT")).hasMessage("400 the query is refused");
  }

  @Test
  void more_rows_than_can_be_watched_are_refused() {
    for (int i = 0; i <= Watch.ROWS_MAX; i++) {
      hub.pages.add(
          new SqlHub.Page(FakeHub.rows("{'n':" + i + "}"), Optional.of("t"), Optional.empty()));
    }
    assertThatThrownBy(() -> watch.run("SELECT * FROM devices"))
        .hasMessage("more than 10,000 rows; narrow the query");
  }
}
