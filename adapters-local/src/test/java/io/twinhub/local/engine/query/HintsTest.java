package io.twinhub.local.engine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.query.QueryText;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hints about paths that no twin has; warnings, since a missing path is no error. */
class HintsTest {
  private final Fleet fleet = Fleet.ofTheReference();

  private List<String> hints(String query) {
    return new LocalQueryEngine(fleet)
        .hints(new QueryText(query)).stream()
            .map(hint -> hint.line() + ":" + hint.column() + " " + hint.message())
            .toList();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      SELECT * FROM devices WHERE tags.lokation.region = 'US' | 1:29 no twin has tags.lokation.region; did you mean tags.location.region?
      SELECT * FROM devices WHERE properties.Desired.config = 'A' | 1:29 no twin has properties.Desired.config; did you mean properties.desired.config?
      SELECT tags.nothing.like.this FROM devices | 1:8 no twin has tags.nothing.like.this
      SELECT * FROM devices WHERE tags.floor-1 = 0 | 1:29 no twin has tags.floor-1; did you mean tags.floor?
      SELECT * FROM devices WHERE properties.reported.y-1 = 0 | 1:29 no twin has properties.reported.y-1; did you mean properties.reported.x?
      SELECT * FROM devices WHERE tags.some-long-hyphenated-name-1 = 0 | 1:29 no twin has tags.some-long-hyphenated-name-1; a hyphen between letters is part of the name; write spaces around it to subtract
      SELECT SUM(properties.reported.baterylevel) FROM devices | 1:12 no twin has properties.reported.baterylevel; did you mean properties.reported.batteryLevel?
      SELECT COUNT() FROM devices GROUP BY tags.flor | 1:38 no twin has tags.flor; did you mean tags.floor?
      SELECT * FROM devices.modules WHERE properties.reported.stat = 'x' | 1:37 no twin has properties.reported.stat; did you mean properties.reported.status?
      """)
  void names_the_nearest_live_path(String query, String hint) {
    assertThat(hints(query)).containsExactly(hint);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      SELECT * FROM devices WHERE properties.reported.x = '4' | 1:53 properties.reported.x holds numbers; comparing them with the text '4' is undefined; write it without quotes
      SELECT * FROM devices WHERE 'low' > properties.reported.batteryLevel | 1:29 properties.reported.batteryLevel holds numbers; comparing them with the text 'low' is undefined
      SELECT * FROM devices WHERE NOT (tags.customerId IN [123456]) | 1:54 tags.customerId holds texts; comparing them with the number 123456 is undefined; write it in quotes
      SELECT * FROM devices WHERE capabilities.iotEdge = 'true' | 1:52 capabilities.iotEdge holds truth values; comparing them with the text 'true' is undefined
      SELECT * FROM devices WHERE tags.floor = true | 1:42 tags.floor holds numbers and texts; comparing them with the truth value true is undefined
      SELECT * FROM devices.modules WHERE properties.reported.status != 1 | 1:67 properties.reported.status holds texts; comparing them with the number 1 is undefined; write it in quotes
      """)
  void names_a_constant_of_a_type_that_no_twin_has_there(String query, String hint) {
    assertThat(hints(query)).containsExactly(hint);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELECT * FROM devices WHERE tags.floor = '1' AND tags.floor = 1",
        "SELECT * FROM devices WHERE tags.floor = null OR tags.floor = undefined",
        "SELECT * FROM devices WHERE tags.location = 'US'",
        "SELECT * FROM devices WHERE 1 = '1' AND tags.customerId = tags.floor",
        "SELECT * FROM devices WHERE tags.location.region = 'US' AND statusReason = 'x'",
        "SELECT * FROM devices.jobs WHERE outcome.x = 1",
        "SELECT TAGS.floor, COUNT() FROM devices GROUP BY tags.floor"
      })
  void is_silent_where_some_twin_has_the_path(String query) {
    assertThat(hints(query)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      SELECT * FROM devices WHERE tagz.floor = 1 | 1:29 a twin has no field 'tagz'; did you mean tags?
      SELECT etags FROM devices.modules | 1:8 a twin has no field 'etags'; did you mean etag?
      """)
  void names_a_field_that_no_twin_can_have(String query, String hint) {
    assertThat(hints(query)).containsExactly(hint);
  }

  @Test
  void looks_everywhere_in_a_query() {
    assertThat(hints(
            "SELECT deviceId FROM devices WHERE NOT (tags.q1 + -tags.q2 * 2 = 1 OR tags.q3 IN [1]"
                + " AND STARTSWITH(tags.q4, 'a') AND tags.q5 = ['a'])"))
        .hasSize(5);
  }

  @Test
  void a_path_beyond_the_sample_exists_all_the_same() {
    for (int i = 0; i < PathSample.CANDIDATES_MAX; i++) {
      fleet.device(JsonObject.builder().put("deviceId", "b" + i).build());
    }
    fleet.device(JsonObject.builder()
        .put("deviceId", "zzz")
        .put("tags", JsonObject.of("rare", JsonNumber.of(1)))
        .build());
    assertThat(hints("SELECT * FROM devices WHERE tags.rare = 1")).isEmpty();
  }

  @Test
  void hints_are_bounded() {
    String terms = "tags.none = 1 OR ".repeat(300);
    assertThat(hints("SELECT * FROM devices WHERE " + terms + "false"))
        .hasSize(PropertyHints.HINTS_MAX);
  }

  @Test
  void the_sample_is_bounded() {
    for (int i = 0; i < 30; i++) {
      JsonObject.Builder tags = JsonObject.builder();
      for (int j = 0; j < 500; j++) {
        tags.put("k%d-%d".formatted(i, j), j);
      }
      fleet.device(JsonObject.builder()
          .put("deviceId", "w" + i)
          .put("tags", tags.build())
          .build());
    }
    assertThat(fleet.sampledPaths(CandidateSource.Collection.DEVICES))
        .hasSize(PathSample.PATHS_MAX);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      TAGS.FLO             | tags.floor [number, string] 2
      batterylevel         | properties.reported.batteryLevel [number] 2
      nothing has this     | ~~
      """)
  void paths_are_found_by_a_part_in_any_case(String part, String found) {
    String used = new LocalQueryEngine(fleet)
        .usedPaths(part).stream()
            .map(path -> "%s %s %d".formatted(path.path(), path.types(), path.twins()))
            .collect(Collectors.joining(", "));
    assertThat(used).isEqualTo(found);
  }

  @Test
  void paths_that_begin_with_the_part_come_first_and_metadata_is_left_out() {
    List<String> paths = new LocalQueryEngine(fleet)
        .usedPaths("status").stream().map(used -> used.path().toString()).toList();
    assertThat(paths).first().isEqualTo("status");
    assertThat(paths).contains("properties.reported.status").noneMatch(p -> p.contains("$meta"));
  }

  @Test
  void a_text_that_is_no_query_is_refused() {
    assertThatThrownBy(() -> hints("SELECT")).isInstanceOf(HubException.class);
  }
}
