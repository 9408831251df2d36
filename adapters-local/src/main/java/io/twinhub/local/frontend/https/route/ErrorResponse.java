package io.twinhub.local.frontend.https.route;

import io.twinhub.domain.error.HubError;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.query.QueryError;
import io.twinhub.domain.query.QueryProblem;
import io.twinhub.local.frontend.wire.ErrorBody;
import io.twinhub.local.frontend.wire.Percent;
import io.twinhub.local.frontend.wire.Tracking;
import java.util.List;

/** Turns errors into responses. */
public final class ErrorResponse {
  /**
   * The header with the errors in a query, or the warnings about one that is answered, percent-encoded and
   * with the lines of the query, for Twinhub's own command line. Azure reports no more than status 400 and
   * gives no warnings.
   */
  static final String QUERY_PROBLEMS = "twinhub-query-problems";

  /** The longest value of {@value #QUERY_PROBLEMS}, in characters: clients limit all headers together. */
  static final int QUERY_PROBLEMS_LENGTH_MAX = 4096;

  private ErrorResponse() {}

  /** An error in the dialect with the error number, for devices and callers of methods. */
  public static Response numbered(HubError error, Tracking tracking) {
    return of(error, ErrorBody.numbered(error, tracking));
  }

  /** An error for a back end. */
  public static Response of(HubError error, Tracking tracking) {
    return of(error, ErrorBody.named(error, tracking));
  }

  private static Response of(HubError error, JsonObject body) {
    Response response = Response.of(error.code().httpStatus(), body)
        .with(ErrorBody.HEADER, error.code().azureName());
    if (error instanceof WrongMethod wrong) {
      return response.with("Allow", String.join(", ", wrong.allowed()));
    }
    return error instanceof QueryError.Invalid invalid
        ? response.with(QUERY_PROBLEMS, encoded(invalid.problems()))
        : response;
  }

  /** Encodes as many characters as fit, never part of one. */
  static String encoded(List<QueryProblem> problems) {
    String text = String.join("\n", problems.stream().map(QueryProblem::render).toList());
    StringBuilder encoded = new StringBuilder();
    for (int codePoint : text.codePoints().toArray()) {
      String next = Percent.encode(Character.toString(codePoint));
      if (encoded.length() + next.length() > QUERY_PROBLEMS_LENGTH_MAX) {
        break;
      }
      encoded.append(next);
    }
    return encoded.toString();
  }
}
