package io.twinhub.local.engine.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.twinhub.application.json.JsonText;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryPage.RowType;
import io.twinhub.domain.query.QueryText;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example queries of the query-language reference, section 9, row for row. */
class ReferenceExamplesTest {
  private final LocalQueryEngine engine = new LocalQueryEngine(Fleet.ofTheReference());

  static List<Example> all() {
    return Example.all();
  }

  @Test
  void there_are_as_many_as_in_the_reference() {
    assertThat(Example.all()).hasSize(68);
  }

  @ParameterizedTest
  @MethodSource("all")
  void is_answered_as_the_reference_says(Example example) {
    String kind = example.expected().split(" ", 2)[0];
    switch (kind) {
      case "refused" -> assertRefused(example.query(), ErrorCode.ARGUMENT_INVALID);
      case "null" -> assertRefused(example.query(), ErrorCode.ARGUMENT_NULL);
      case "rows" -> assertRows(example);
      default -> assertDocuments(example, "twins".equals(kind) ? RowType.TWIN : RowType.DEVICE_JOB);
    }
  }

  private void assertRefused(String query, ErrorCode code) {
    assertThatThrownBy(() -> run(query))
        .isInstanceOfSatisfying(
            HubException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private void assertRows(Example example) {
    JsonArray rows = (JsonArray) JsonText.parse(example.expected().substring("rows ".length()));
    QueryPage page = run(example.query());
    assertThat(page.type()).isEqualTo(RowType.RAW);
    assertThat(page.next()).isEmpty();

    assertThat(List.<JsonValue>copyOf(page.rows()))
        .containsExactlyInAnyOrderElementsOf(rows.elements());
  }

  private void assertDocuments(Example example, RowType type) {
    List<String> ids = Arrays.stream(example.expected().split(" ", -1)).skip(1).toList();
    QueryPage page = run(example.query());
    assertThat(page.type()).isEqualTo(type);
    assertThat(page.next()).isEmpty();
    assertThat(page.rows().stream().map(ReferenceExamplesTest::id).toList())
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  private static String id(JsonObject row) {
    String second = row.has("jobId") ? "jobId" : "moduleId";
    return text(row, "deviceId")
        + row.find(second).map(v -> "/" + text(row, second)).orElse("");
  }

  private static String text(JsonObject row, String field) {
    return ((JsonString) row.find(field).orElseThrow()).value();
  }

  private QueryPage run(String query) {
    return engine.run(new QueryText(query), PageSize.DEFAULT, Optional.empty());
  }
}
