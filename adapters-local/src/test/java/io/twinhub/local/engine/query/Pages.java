package io.twinhub.local.engine.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Reads a query to its end, page by page, as a client does. */
final class Pages {
  private Pages() {}

  /** All rows; no page but the first may be empty, and all but the last are full. */
  static List<JsonObject> all(LocalQueryEngine engine, String query, IntSupplier size) {
    QueryText text = new QueryText(query);
    List<JsonObject> rows = new ArrayList<>();
    Optional<ContinuationToken> token = Optional.empty();
    do {
      PageSize wanted = new PageSize(size.getAsInt());
      QueryPage page = engine.run(text, wanted, token);
      assertThat(token.isEmpty() || !page.rows().isEmpty())
          .as("an empty next page")
          .isTrue();
      assertThat(page.rows()).hasSizeLessThanOrEqualTo(wanted.rows());
      assertThat(page.next().isEmpty() || page.rows().size() == wanted.rows()).isTrue();
      rows.addAll(page.rows());
      token = page.next();
    } while (token.isPresent());
    return rows;
  }
}
