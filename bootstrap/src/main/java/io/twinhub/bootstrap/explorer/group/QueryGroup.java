package io.twinhub.bootstrap.explorer.group;

import io.twinhub.application.port.out.QueryEngine;
import io.twinhub.application.port.out.QueryExplanations;
import io.twinhub.bootstrap.cli.print.ColumnNames;
import io.twinhub.bootstrap.explorer.ExplorerAnswer;
import io.twinhub.bootstrap.explorer.ExplorerGroup;
import io.twinhub.bootstrap.explorer.ExplorerHub;
import io.twinhub.bootstrap.explorer.ExplorerRequest;
import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryText;
import io.twinhub.local.engine.query.QueryWords;
import io.twinhub.local.frontend.wire.ExplanationJson;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Queries and their explanations: {@code query}, {@code query/explain}, {@code query/why}, {@code paths} and
 * {@code words}.
 */
final class QueryGroup implements ExplorerGroup {
  private static final String TEXT = "text";
  private static final String FROM = "from";

  /** A time in nanoseconds has so many decimals more than one in milliseconds. */
  private static final int MILLIS_SCALE = 6;

  private final QueryEngine queries;
  private final Optional<QueryExplanations> explanations;

  QueryGroup(ExplorerHub hub) {
    this.queries = hub.ports().queries();
    this.explanations = hub.local().map(local -> local.hub().queries());
  }

  @Override
  public Optional<ExplorerAnswer> answer(ExplorerRequest request) {
    return json(request).map(ExplorerAnswer::of);
  }

  private Optional<JsonValue> json(ExplorerRequest request) {
    return switch (request.route()) {
      case "POST query" -> Optional.of(page(request.members()));
      case "POST query/explain" -> Optional.of(plan(request.members()));
      case "POST query/why" -> Optional.of(verdict(request.members()));
      case "GET paths" -> Optional.of(paths(request.parameter("prefix").orElse("")));
      case "GET words" -> Optional.of(words());
      default -> Optional.empty();
    };
  }

  private static QueryText text(Members body) {
    return new QueryText(body.text(TEXT).orElse(""));
  }

  /** {@code {"rows","next","columns","millis","warnings"}}. */
  private JsonObject page(Members body) {
    body.requireKnown(Set.of(TEXT, FROM));
    long start = System.nanoTime();
    QueryPage page = queries.run(
        text(body), PageSize.DEFAULT, body.filledText(FROM).map(ContinuationToken::new));
    BigDecimal millis = BigDecimal.valueOf(System.nanoTime() - start, MILLIS_SCALE);
    List<JsonObject> rows = page.rows();
    return JsonObject.builder()
        .put("rows", JsonArray.of(rows, row -> row))
        .put(
            "next",
            page.next().<JsonValue>map(next -> new JsonString(next.value())).orElse(JsonNull.NULL))
        .put("columns", JsonArray.of(ColumnNames.of(rows), JsonString::new))
        .put("millis", JsonNumber.of(millis))
        .put("warnings", JsonArray.of(page.warnings(), ExplanationJson::problem))
        .build();
  }

  private QueryExplanations explanations() {
    return explanations.orElseThrow(() -> new HubException(HubError.of(
        ErrorCode.INVALID_OPERATION,
        "only the Explorer of a Twinhub, which 'twinhub start' prints, explains queries")));
  }

  private JsonObject plan(Members body) {
    body.requireKnown(Set.of(TEXT));
    return ExplanationJson.of(explanations().explain(text(body)));
  }

  private JsonObject verdict(Members body) {
    body.requireKnown(Set.of(TEXT, DocumentNames.DEVICE_ID, DocumentNames.MODULE_ID));
    String device = body.text(DocumentNames.DEVICE_ID).orElse("");
    TwinAddress address = body.filledText(DocumentNames.MODULE_ID)
        .map(module -> TwinAddress.module(device, module))
        .orElseGet(() -> TwinAddress.device(device));
    return ExplanationJson.of(explanations().why(text(body), address));
  }

  /** Paths that contain a text, {@code [{"path","type","count"}]}; none of a hub elsewhere. */
  private JsonArray paths(String part) {
    return ExplanationJson.ofPaths(
        explanations.map(engine -> engine.usedPaths(part)).orElse(List.of()));
  }

  private static JsonObject words() {
    return JsonObject.builder()
        .put("keywords", JsonArray.of(QueryWords.keywords(), JsonString::new))
        .put("functions", JsonArray.of(QueryWords.functions(), JsonString::new))
        .build();
  }
}
