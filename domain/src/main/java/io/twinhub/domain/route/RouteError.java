package io.twinhub.domain.route;

import io.twinhub.domain.error.ClientText;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.query.QueryProblem;
import java.util.List;
import java.util.stream.Collectors;

/** Refusals that concern routes and enrichments. */
public final class RouteError {
  private RouteError() {}

  /** The name of a route has characters that are not allowed, or too many. */
  public static HubError invalidName(String name) {
    return RequestError.invalid(
        "'%s' is not a route name: use 1 to %d letters, digits, hyphens, full stops and underscores"
            .formatted(ClientText.shown(name), Route.NAME_LENGTH_MAX));
  }

  /** The key or the value of an enrichment is empty or too long. */
  public static HubError invalidEnrichment(String key) {
    return RequestError.invalid(
        "the enrichment '%s' is not valid: its key has 1 to %d characters, its value at most as many"
            .formatted(ClientText.shown(key), Enrichment.LENGTH_MAX));
  }

  /** The condition of a route is not valid; the message marks each problem with a caret. */
  public static HubError invalidCondition(String route, List<QueryProblem> problems) {
    return RequestError.invalid("the condition of route '%s' is wrong:\n%s"
        .formatted(
            route, problems.stream().map(QueryProblem::render).collect(Collectors.joining("\n"))));
  }

  /** The source of a route is not one that this hub has. */
  public static HubError unknownSource(String name, String known) {
    return RequestError.invalid(
        "'%s' is not a source of events: use one of %s".formatted(ClientText.shown(name), known));
  }

  /** The endpoint of a route is not the event log. */
  public static HubError unknownEndpoint(String name) {
    return RequestError.invalid("there is no endpoint '%s'; the only one of this hub is %s"
        .formatted(ClientText.shown(name), Route.ENDPOINT));
  }

  /** There are too many of something. */
  public static HubError tooMany(String what, int max) {
    return RequestError.invalid("a hub has at most %d %s".formatted(max, what));
  }

  /**
   * The name is taken.
   *
   * @param what the kind of thing, with its article
   */
  public static HubError exists(String what, String name) {
    return RequestError.invalid("there is already %s '%s'".formatted(what, ClientText.shown(name)));
  }

  /** There is no route or enrichment of this name. */
  public static HubError notFound(String what, String name) {
    return HubError.of(
        ErrorCode.NOT_FOUND, "there is no %s '%s'".formatted(what, ClientText.shown(name)));
  }
}
