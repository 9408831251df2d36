package io.twinhub.bootstrap.mcp.tool;

import io.twinhub.bootstrap.mcp.AgentHub;
import io.twinhub.bootstrap.mcp.AnswerSize;
import io.twinhub.bootstrap.mcp.Argument;
import io.twinhub.bootstrap.mcp.Arguments;
import io.twinhub.bootstrap.mcp.Effect;
import io.twinhub.bootstrap.mcp.Scope;
import io.twinhub.bootstrap.mcp.Tool;
import io.twinhub.bootstrap.sql.SqlHub;
import io.twinhub.domain.document.IdentityDocument;
import io.twinhub.domain.document.Members;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.query.PageSize;
import java.util.List;
import java.util.Optional;

/** Queries, and what helps to write them. */
final class QueryTools {
  /** How many rows an answer has if the call does not say. */
  private static final int ROWS_DEFAULT = 20;

  private static final String SQL = "sql";
  private static final String ROWS = "rows";
  private static final String NEXT = "next";
  private static final String CONTAINS = "contains";
  private static final String PATHS = "paths";

  private static final Argument QUERY = Argument.text(
      "A query in the language of IoT Hub.",
      "SELECT * FROM devices WHERE tags.location.region = 'US' AND properties.reported.battery < 20");

  private final AgentHub hub;

  private QueryTools(AgentHub hub) {
    this.hub = hub;
  }

  static List<Tool> of(AgentHub hub) {
    QueryTools tools = new QueryTools(hub);
    return List.of(
        new Tool(
            "query",
            "Runs a query over the twins of devices (FROM devices) or modules (FROM devices.modules)."
                + " Use it to find, filter, count and group. Metadata is left out of the rows. If the answer"
                + " has 'next', call again with the same sql and that continuation. SELECT COUNT() AS n FROM"
                + " devices counts; select only the members that you need.",
            Scope.ANY,
            Effect.READS,
            Arguments.none()
                .needs(SQL, QUERY)
                .takes(ROWS, Argument.whole("Rows in an answer.", 1, PageSize.MAX, ROWS_DEFAULT))
                .takes(
                    "continuation",
                    Argument.text("Where the answer before ended: its 'next'.", "bXlEZXZpY2U")),
            tools::page),
        new Tool(
            "explain_query",
            "Tells how a query is answered: the plan, which conditions use an index, how many twins were looked"
                + " at, and what is odd about the text. Use it if a query is slow or returns nothing.",
            Scope.TWINHUB,
            Effect.READS,
            Arguments.none().needs(SQL, QUERY),
            arguments -> hub.queries().explain(sql(arguments))),
        new Tool(
            "why_query",
            "Tells why a query returns one device or module, or does not: each clause with the values that it"
                + " met and its outcome. Use it if a device is missing from an answer.",
            Scope.TWINHUB,
            Effect.READS,
            Arguments.ofTarget().needs(SQL, QUERY),
            arguments -> hub.queries()
                .why(
                    sql(arguments),
                    IdentityDocument.ids(Given.address(arguments)).build())),
        new Tool(
            "list_paths",
            "Lists the paths that twins of this hub have, with the type of their values and in how many twins of"
                + " a sample they occur. Use it before you write a query, to spell paths right.",
            Scope.TWINHUB,
            Effect.READS,
            Arguments.none()
                .takes(CONTAINS, Argument.text("A part of the path, in any case.", "firmware")),
            tools::paths));
  }

  private static String sql(Members arguments) {
    String sql = arguments.text(SQL).orElse("");
    if (sql.isBlank()) {
      throw Given.refused("'sql' is empty; an example is SELECT * FROM devices");
    }
    return sql;
  }

  /** Asks for fewer rows until they fit, since a continuation cannot begin within a page. */
  private JsonObject page(Members arguments) {
    String sql = sql(arguments);
    Optional<String> from = arguments.filledText("continuation");
    int wanted = Given.number(arguments, ROWS, ROWS_DEFAULT);
    while (true) {
      SqlHub.Page page = hub.queries().page(sql, wanted, from);
      List<JsonValue> rows = page.rows().stream().map(Given::withoutMetadata).toList();
      int fitting = AnswerSize.fitting(rows);
      if (fitting == rows.size() && rows.stream().allMatch(AnswerSize::fits)) {
        return answer(page, rows);
      }
      if (wanted == 1) {
        throw Given.impossible(
            "one row of this query has more than %d characters; select single members, or use show_twin with a path"
                .formatted(AnswerSize.MAX));
      }
      wanted = Math.max(1, Math.min(fitting, wanted - 1));
    }
  }

  private static JsonObject answer(SqlHub.Page page, List<JsonValue> rows) {
    JsonObject.Builder answer = JsonObject.builder().put(ROWS, new JsonArray(rows));
    page.next().ifPresent(next -> answer.put(NEXT, next));
    page.warnings().ifPresent(warnings -> answer.put("warnings", warnings));
    if (rows.isEmpty()) {
      answer.put(
          "hint", "No row. list_paths shows which paths exist; why_query explains one device.");
    }
    return answer.build();
  }

  private JsonObject paths(Members arguments) {
    String part = arguments.text(CONTAINS).orElse("");
    List<JsonValue> paths = hub.queries().usedPaths(part).elements();
    int fitting = AnswerSize.fitting(paths);
    JsonObject.Builder answer = JsonObject.builder()
        .put(PATHS, new JsonArray(paths.subList(0, Math.min(fitting, paths.size()))));
    if (fitting < paths.size()) {
      answer.put(
          "hint",
          "%d more paths are left out; ask with a longer 'contains'"
              .formatted(paths.size() - fitting));
    }
    return answer.build();
  }
}
