package io.twinhub.azure;

import io.twinhub.application.port.out.QueryEngine;
import io.twinhub.azure.rest.RestAnswer;
import io.twinhub.azure.rest.RestCall;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryText;
import java.util.Arrays;
import java.util.Optional;

/** Queries over REST; only the hub interprets their text. */
final class AzureQueryEngine implements QueryEngine {
  private static final String CONTINUATION = "x-ms-continuation";

  private final ServiceRest rest;

  AzureQueryEngine(ServiceRest rest) {
    this.rest = rest;
  }

  @Override
  public QueryPage run(QueryText text, PageSize size, Optional<ContinuationToken> from) {
    JsonObject body = JsonObject.builder().put("query", text.value()).build();
    RestCall call = RestCall.ask(rest.routes().query(), body)
        .with("x-ms-max-item-count", Integer.toString(size.rows()));
    RestAnswer answer =
        rest.send(from.map(token -> call.with(CONTINUATION, token.value())).orElse(call));
    return QueryPage.of(
        type(answer), answer.objects(), answer.header(CONTINUATION).map(ContinuationToken::new));
  }

  private static QueryPage.RowType type(RestAnswer answer) {
    String said = answer.header("x-ms-item-type").orElse("");
    return Arrays.stream(QueryPage.RowType.values())
        .filter(type -> type.header().equalsIgnoreCase(said))
        .findFirst()
        .orElse(QueryPage.RowType.RAW);
  }
}
