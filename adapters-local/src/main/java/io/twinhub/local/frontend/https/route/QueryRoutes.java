package io.twinhub.local.frontend.https.route;

import static io.twinhub.domain.access.DataAction.TWINS_READ;

import io.twinhub.application.port.in.TwinQueries;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.query.ContinuationToken;
import io.twinhub.domain.query.PageSize;
import io.twinhub.domain.query.QueryPage;
import io.twinhub.domain.query.QueryProblem;
import io.twinhub.domain.query.QueryRow;
import io.twinhub.domain.query.QueryText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** {@code /devices/query}. */
public final class QueryRoutes {
  private static final String CONTINUATION = "x-ms-continuation";

  private final TwinQueries queries;

  public QueryRoutes(TwinQueries queries) {
    this.queries = queries;
  }

  public List<Route> routes() {
    return List.of(Route.of("POST", "devices/query", this::run, TWINS_READ));
  }

  private Response run(Call call) {
    Members body = Members.of(call.request().jsonObject());
    QueryText text = new QueryText(body.text("query").orElse(""));
    return answer(queries.run(call.principal(), text, pageSize(call), from(call)));
  }

  /** How many rows the client wants on a page. */
  static PageSize pageSize(Call call) {
    return call.header("x-ms-max-item-count").map(QueryRoutes::pageSize).orElse(PageSize.DEFAULT);
  }

  /** Where the client wants to continue. */
  static Optional<ContinuationToken> from(Call call) {
    return call.header(CONTINUATION).map(String::strip).map(ContinuationToken::new);
  }

  /** The response with the way to the next page. To Java and Node, even an empty header means "more". */
  static Response going(Response response, Optional<ContinuationToken> next) {
    return next.map(token -> response.with(CONTINUATION, token.value())).orElse(response);
  }

  private static PageSize pageSize(String header) {
    String digits = header.strip();
    if (!digits.matches("-?[0-9]{1,18}")) {
      throw new HubException(RequestError.invalid(
          "x-ms-max-item-count '%s' is not a whole number".formatted(ClientText.shown(digits))));
    }
    return PageSize.wanted(Long.parseLong(digits));
  }

  private static byte[] array(QueryPage page) {
    List<byte[]> rows = page.results().stream().map(QueryRow::json).toList();
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(rows.stream().mapToInt(row -> row.length + 1).sum() + 2);
    out.write('[');
    String between = "";
    for (byte[] row : rows) {
      out.writeBytes(between.getBytes(StandardCharsets.US_ASCII));
      out.writeBytes(row);
      between = ",";
    }
    out.write(']');
    return out.toByteArray();
  }

  private static Response answer(QueryPage page) {
    Response response =
        Response.okText(() -> array(page)).with("x-ms-item-type", page.type().header());
    Response told = page.warnings().isEmpty() ? response : warning(response, page.warnings());
    return going(told, page.next());
  }

  private static Response warning(Response response, List<QueryProblem> warnings) {
    return response
        .with(ErrorResponse.QUERY_PROBLEMS, ErrorResponse.encoded(warnings))
        .remarking("answered, but " + warnings.get(0).atItsPlace());
  }
}
