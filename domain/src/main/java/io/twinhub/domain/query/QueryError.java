package io.twinhub.domain.query;

import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.RequestError;
import java.util.List;
import java.util.stream.Collectors;

/** Refusals that concern a query. */
public final class QueryError {
  private QueryError() {}

  /**
   * The text is not a query of this language. Azure says only {@code BadRequest}. This hub puts where and why
   * into the message, because the SDKs show their users nothing else.
   *
   * @param problems all that is wrong, in the order of the text; at least one
   */
  public record Invalid(List<QueryProblem> problems) implements HubError {
    @Override
    public ErrorCode code() {
      return ErrorCode.ARGUMENT_INVALID;
    }

    /** How many problems the message lists; nearly always the first is the one to fix. */
    static final int TOLD_MAX = 3;

    /** Copies {@code problems}. */
    public Invalid {
      problems = List.copyOf(problems);
      if (problems.isEmpty()) {
        throw new IllegalArgumentException("an invalid query has a problem");
      }
    }

    @Override
    public String message() {
      String told = problems.stream()
          .limit(TOLD_MAX)
          .map(QueryProblem::atItsPlace)
          .collect(Collectors.joining("; "));
      int untold = problems.size() - TOLD_MAX;
      return "the query is wrong at " + told
          + (untold > 0 ? "; and %d more".formatted(untold) : "");
    }
  }

  /** The query is longer than allowed. */
  public static HubError tooLong(int characters) {
    return RequestError.invalid("the query has %d characters; at most %d are allowed"
        .formatted(characters, QueryText.LENGTH_MAX));
  }

  /** The continuation token is damaged, or belongs to another query. */
  public static HubError foreignToken() {
    return RequestError.invalid(
        "the continuation token does not belong to this query; run the query again from its first"
            + " page");
  }
}
