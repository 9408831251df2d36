package io.twinhub.local.engine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.query.QueryError;
import io.twinhub.domain.query.QueryRow;
import io.twinhub.local.engine.query.plan.Row;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions on events: the query language's own, over whatever names the event has. */
class EventConditionTest {
  private static final JsonValue ROW = JsonText.parse(
      "{\"level\":\"hot\",\"id\":\"own\",\"$body\":{\"t\":31.5,\"a\":{\"b\":true}},\"$contentType\":\"x/y\"}");

  private static Row row() {
    return new Row() {
      @Override
      public Optional<JsonValue> find(JsonPath path) {
        return ((io.twinhub.domain.json.JsonObject) ROW).find(path);
      }

      @Override
      public QueryRow document() {
        throw new IllegalStateException("a condition asks for values only");
      }
    };
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "true, true",
        "false, false",
        "level = 'hot', true",
        "level = 'cold', false",
        "NOT (level = 'cold'), true",
        "absent = 'x', false",
        "NOT (absent = 'x'), false",
        "IS_DEFINED(level) AND NOT IS_DEFINED(absent), true",
        "$body.t > 30, true",
        "$body.t + 1 > 32, true",
        "$body.a.b = true OR absent = 1, true",
        "$contentType = 'x/y', true",
        "`level IN ['hot', 'warm']`, true",
        "`STARTS_WITH(level, 'h')`, true",
        "`CONTAINS(level, 'o')`, true",
        "`ENDS_WITH(level, 'x')`, false",
        "IS_NUMBER($body.t), true",
        "IS_STRING($body.t), false",
        "IS_OBJECT($body.a), true",
        "IS_NUMBER(absent), false",
        "id = 'own', true",
        "deviceId = 'own', false"
      })
  void a_condition_holds_or_not(String condition, boolean holds) {
    assertThat(EventCondition.of(condition).holds(row())).isEqualTo(holds);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "level =| 1:8 expected a value, found the end of the condition",
        "level = 'hot' GROUP BY x| 1:15 expected an operator or the end of the condition, found 'GROUP'",
        "$body.a[0] = 1| 1:8 a path cannot continue with '['; a name with special characters is written .[[name]], and elements of arrays have no path",
        "as_number(t) > 1| 1:1 this hub does not evaluate as_number; here conditions of routes have IS_DEFINED, STARTS_WITH, ENDS_WITH, CONTAINS, IS_BOOL, IS_NUMBER, IS_STRING, IS_NULL, IS_OBJECT, IS_ARRAY",
        "STARTSWITH(level, 'h')| 1:1 there is no function STARTSWITH; did you mean STARTS_WITH?"
      })
  void what_is_no_condition_is_shown_at_its_place(String condition, String problem) {
    HubException refusal =
        catchThrowableOfType(HubException.class, () -> EventCondition.of(condition));
    assertThat(((QueryError.Invalid) refusal.error()).problems().get(0).render())
        .startsWith(problem);
  }
}
