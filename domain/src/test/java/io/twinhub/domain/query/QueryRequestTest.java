package io.twinhub.domain.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The form of queries. Source: Azure's page on the query language. */
class QueryRequestTest {

  @Test
  void a_blank_text_is_a_missing_argument() {
    assertThatThrownBy(() -> new QueryText(" \n"))
        .isInstanceOfSatisfying(
            HubException.class, refusal -> assertThat(refusal.code().number()).isEqualTo(400005));
  }

  @Test
  void a_text_ends_at_8192_characters() {
    assertThat(new QueryText("x".repeat(8192)).value()).hasSize(8192);
    assertThatThrownBy(() -> new QueryText("x".repeat(8193)))
        .hasMessage("the query has 8193 characters; at most 8192 are allowed");
  }

  @Test
  void a_page_has_1_to_100_rows() {
    assertThat(PageSize.wanted(1).rows()).isEqualTo(1);
    assertThat(PageSize.wanted(1_000_000).rows()).isEqualTo(100);
    assertThat(PageSize.wanted(-1)).isEqualTo(PageSize.DEFAULT);
    assertThatThrownBy(() -> PageSize.wanted(0))
        .isInstanceOf(HubException.class)
        .hasMessage("the page size must be at least 1, but was 0");
    assertThatThrownBy(() -> new PageSize(101)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PageSize(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_problem_is_shown_with_a_caret_under_its_place() {
    QueryProblem problem = new QueryProblem("expected a value", 2, 5, "a = ");
    assertThat(problem.render()).isEqualTo("2:5 expected a value\na = \n    ^");
    assertThatThrownBy(() -> new QueryProblem("x", 0, 1, "")).hasMessage("place 0:1, length 1");
    assertThatThrownBy(() -> new QueryProblem("x", 1, 0, "")).hasMessage("place 1:0, length 1");
    assertThatThrownBy(() -> new QueryProblem("x", 1, 1, 0, "")).hasMessage("place 1:1, length 0");
  }

  @Test
  void an_invalid_query_is_told_where_and_why() {
    HubError error = new QueryError.Invalid(List.of(new QueryProblem("x", 1, 1, "y")));
    assertThat(error.code().number()).isEqualTo(400004);
    assertThat(error.message()).isEqualTo("the query is wrong at line 1, column 1: x");
    assertThatThrownBy(() -> new QueryError.Invalid(List.of()))
        .hasMessage("an invalid query has a problem");
    assertThat(QueryError.foreignToken().message())
        .startsWith("the continuation token does not belong to this query");
  }

  @Test
  void row_types_are_spelt_as_clients_compare_them() {
    assertThat(QueryPage.RowType.TWIN.header()).isEqualTo("Twin");
    assertThat(QueryPage.RowType.DEVICE_JOB.header()).isEqualTo("DeviceJob");
    assertThat(QueryPage.RowType.RAW.header()).isEqualTo("Raw");
  }

  @Test
  void a_row_is_an_object_and_its_text() {
    JsonObject object = JsonObject.of("größe", new JsonString("日本 \uD83D"));
    QueryPage page = QueryPage.of(QueryPage.RowType.RAW, List.of(object), Optional.empty());
    assertThat(page.rows()).containsExactly(object);
    assertThat(page.results().get(0).json())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("{\"größe\":\"日本 \\uD83D\"}");
    assertThat(page.results().get(0)).hasToString(object.toString());
  }
}
