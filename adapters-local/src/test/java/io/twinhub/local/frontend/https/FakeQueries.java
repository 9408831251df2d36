package io.twinhub.local.frontend.https;

import io.twinhub.application.port.in.TwinQueries;
import io.twinhub.domain.access.DataAction;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryError;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryProblem;
import io.twinhub.domain.query.QueryText;
import java.util.List;
import java.util.Optional;

/** Knows a few queries: one of two pages, one that is odd, one that is wrong, and one that breaks. */
final class FakeQueries implements TwinQueries {
  static final String TWO_PAGES = "SELECT * FROM devices";
  static final String COUNT = "SELECT COUNT() FROM devices";
  static final String ODD = "SELECT x FROM devices";
  static final String WRONG = "SELEKT";
  static final String VERY_WRONG = "SELEKT SELEKT";
  static final String BROKEN = "a mistake of ours";

  @Override
  public QueryPage run(
      Principal principal, QueryText text, PageSize size, Optional<ContinuationToken> from) {
    principal.require(DataAction.TWINS_READ);
    return switch (text.value()) {
      case TWO_PAGES -> page(size, from);
      case COUNT ->
        QueryPage.of(
            QueryPage.RowType.RAW,
            List.of(JsonObject.builder().put("size", size.rows()).build()),
            Optional.empty());
      case ODD ->
        new QueryPage(QueryPage.RowType.RAW, List.of(), Optional.empty())
            .with(List.of(new QueryProblem("a twin has no field 'x'", 1, 8, ODD)));
      case WRONG -> throw refusal("expected SELECT, found 'SELEKT'");
      case VERY_WRONG -> throw refusal("ä".repeat(5000));
      default -> throw new IllegalStateException(BROKEN);
    };
  }

  private static QueryPage page(PageSize size, Optional<ContinuationToken> from) {
    JsonObject row = JsonObject.builder()
        .put("deviceId", from.map(ContinuationToken::value).orElse("first"))
        .put("size", size.rows())
        .build();
    return QueryPage.of(
        QueryPage.RowType.TWIN,
        List.of(row),
        from.isPresent() ? Optional.empty() : Optional.of(new ContinuationToken("second")));
  }

  static HubException refusal(String message) {
    return new HubException(
        new QueryError.Invalid(List.of(new QueryProblem(message, 1, 1, "SELEKT"))));
  }
}
