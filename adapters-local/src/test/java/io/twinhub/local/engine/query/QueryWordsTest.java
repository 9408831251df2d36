package io.twinhub.local.engine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.query.QueryText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The words that editors complete are those that the parser knows. */
class QueryWordsTest {
  private final LocalQueryEngine engine = new LocalQueryEngine(Fleet.ofTheReference());

  @Test
  void the_words_are_those_of_the_grammar_and_the_collections() {
    assertThat(QueryWords.keywords())
        .containsExactly(
            "SELECT",
            "TOP",
            "AS",
            "FROM",
            "WHERE",
            "AND",
            "OR",
            "NOT",
            "IN",
            "NIN",
            "true",
            "false",
            "null",
            "undefined",
            "GROUP BY",
            "devices",
            "devices.modules");
  }

  @Test
  void the_functions_are_written_as_far_as_a_user_has_nothing_to_choose() {
    assertThat(QueryWords.functions())
        .containsExactly(
            "COUNT()",
            "AVG(",
            "SUM(",
            "MIN(",
            "MAX(",
            "IS_DEFINED(",
            "STARTSWITH(",
            "ENDSWITH(",
            "ARRAY_CONTAINS(");
  }

  /** A word that the grammar does not know is a property, and a function that it does not know is refused. */
  @Test
  void a_query_can_call_each_function() {
    for (String function : QueryWords.functions()) {
      List<String> queries = List.of(
          "SELECT " + function + (function.endsWith("()") ? "" : "tags.a)") + " FROM devices",
          "SELECT * FROM devices WHERE " + function + "tags.a)",
          "SELECT * FROM devices WHERE " + function + "tags.a, 'b')");
      assertThat(queries).as(function).anyMatch(this::isUnderstood);
    }
    assertThatThrownBy(() -> engine.hints(new QueryText("SELECT MEDIAN(tags.a) FROM devices")))
        .isInstanceOf(HubException.class);
  }

  private boolean isUnderstood(String query) {
    try {
      engine.hints(new QueryText(query));
      return true;
    } catch (HubException refused) {
      return false;
    }
  }
}
