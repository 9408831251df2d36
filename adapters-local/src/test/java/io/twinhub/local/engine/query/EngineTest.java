package io.twinhub.local.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryPage.RowType;
import io.twinhub.domain.query.QueryText;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the reference says beside its examples: spellings, prefixes, names of members, types of rows. */
class EngineTest {
  private final Fleet fleet = Fleet.ofTheReference();

  private QueryPage run(String query) {
    return new LocalQueryEngine(fleet)
        .run(new QueryText(query), PageSize.DEFAULT, Optional.empty());
  }

  private void add(String document) {
    fleet.device((JsonObject) JsonText.parse(document));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
      SELECT TOP 1 ID FROM devices | {"deviceId":"alpha"}
      SELECT TOP 1 devices.DEVICEID FROM devices | {"deviceId":"alpha"}
      SELECT TOP(1) Tags.floor FROM devices; | {"floor":1}
      SELECT TOP 1 tags.Floor FROM devices | {}
      SELECT TOP 1 deviceId AS [[my id]], tags.floor f-1 FROM devices | {"my id":"alpha","f-1":1}
      SELECT TOP 1 devices.modules.moduleId FROM devices.modules | {"moduleId":"scanner"}
      SELECT COUNT(), COUNT(), MAX(tags.floor) FROM devices | {"$1":5,"$2":5,"$3":1}
      SELECT COUNT(), COUNT() AS n, COUNT() FROM devices | {"$1":5,"n":5,"$2":5}
      SELECT AVG(tags.none) AS a, SUM(tags.none) AS s, MIN(tags.none), MAX(deviceId) FROM devices | {}
      SELECT COUNT() FROM devices WHERE false | {"$1":0}
      SELECT COUNT() FROM devices WHERE 1 | {"$1":0}
      SELECT COUNT() FROM devices WHERE 'true' | {"$1":0}
      SELECT COUNT() FROM devices WHERE null | {"$1":0}
      SELECT COUNT() FROM devices WHERE undefined | {"$1":0}
      SELECT COUNT() FROM devices WHERE NOT undefined | {"$1":0}
      SELECT COUNT() FROM devices WHERE ['a'] | {"$1":0}
      SELECT COUNT() FROM devices WHERE true | {"$1":5}
      SELECT COUNT() FROM devices WHERE capabilities.iotEdge | {"$1":1}
      SELECT COUNT() FROM devices WHERE NOT capabilities.iotEdge | {"$1":4}
      SELECT COUNT() FROM devices WHERE null = null | {"$1":5}
      SELECT COUNT() FROM devices WHERE 'US' = tags.location.region | {"$1":2}
      SELECT COUNT() FROM devices WHERE tags.location.region NIN ['US'] | {"$1":1}
      SELECT COUNT() FROM devices WHERE configurations.cfg-1.status = 'Applied' | {"$1":1}
      SELECT COUNT() FROM devices WHERE properties.reported.x -4 = 0 | {"$1":1}
      SELECT COUNT() FROM devices WHERE ENDSWITH(deviceId, '1') | {"$1":2}
      SELECT COUNT() FROM devices WHERE IS_DEFINED(tags.floor) = false | {"$1":3}
      SELECT COUNT() FROM devices.modules | {"$1":5}
      """)
  void answers_one_row(String query, String row) {
    QueryPage page = run(query);
    assertThat(page.rows()).containsExactly((JsonObject) JsonText.parse(row));
    assertThat(page.type()).isEqualTo(RowType.RAW);
  }

  @Test
  void groups_of_modules_and_of_several_paths_are_accepted() {
    assertThat(run("SELECT moduleId, COUNT() AS n FROM devices.modules GROUP BY moduleId")
            .rows())
        .hasSize(3);
    assertThat(run("SELECT status, connectionState FROM devices GROUP BY STATUS, ConnectionState")
            .rows())
        .hasSize(3);
  }

  @Test
  void values_of_different_types_are_different_groups() {
    add("{\"deviceId\":\"x1\",\"tags\":{\"floor\":1.0}}");
    add("{\"deviceId\":\"x2\",\"tags\":{\"floor\":{\"a\":1,\"b\":2}}}");
    add("{\"deviceId\":\"x3\",\"tags\":{\"floor\":{\"b\":2,\"a\":1}}}");
    assertThat(run("SELECT tags.floor AS f, COUNT() AS n FROM devices GROUP BY tags.floor")
            .rows())
        .map(Object::toString)
        .containsExactly(
            "{\"n\":3}",
            "{\"f\":1,\"n\":2}",
            "{\"f\":\"1\",\"n\":1}",
            "{\"f\":{\"a\":1,\"b\":2},\"n\":2}");
  }

  @Test
  void whole_numbers_are_told_apart_beyond_the_precision_of_doubles() {
    add("{\"deviceId\":\"x1\",\"tags\":{\"big\":9007199254740993}}");
    add("{\"deviceId\":\"x2\",\"tags\":{\"big\":9007199254740992}}");
    assertThat(run("SELECT deviceId FROM devices WHERE tags.big = 9007199254740993")
            .rows())
        .hasSize(1);
    assertThat(run("SELECT MAX(tags.big) AS m FROM devices").rows().get(0))
        .hasToString("{\"m\":9007199254740993}");
  }
}
