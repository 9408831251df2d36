package io.twinhub.bootstrap.explorer;

import io.twinhub.domain.error.HubError;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.query.QueryError;
import io.twinhub.domain.query.QueryProblem;
import java.io.IOException;
import java.io.OutputStream;

/** What the Explorer's API answers. */
public sealed interface ExplorerAnswer {

  /** A JSON document. */
  static ExplorerAnswer of(JsonValue body) {
    return new Document(200, body);
  }

  /** Nothing: it is done. */
  static ExplorerAnswer done() {
    return new Done();
  }

  /** A refusal in the hub's own words. */
  static ExplorerAnswer refusal(HubError error) {
    return new Document(error.code().httpStatus(), JsonObject.of("error", json(error)));
  }

  /** A refusal of the Explorer itself. */
  static ExplorerAnswer refusal(int number, String message) {
    JsonObject error =
        JsonObject.builder().put("code", number).put("message", message).build();
    return new Document(number / 1000, JsonObject.of("error", error));
  }

  /** A refusal as the page reads it: {@code {code, message, problems}}; only queries have problems. */
  static JsonObject json(HubError error) {
    JsonObject.Builder json =
        JsonObject.builder().put("code", error.code().number()).put("message", error.message());
    if (error instanceof QueryError.Invalid invalid) {
      json.put("problems", JsonArray.of(invalid.problems(), ExplorerAnswer::json));
    }
    return json.build();
  }

  /** A problem of a query, or a warning about one, as the page reads it. */
  static JsonObject json(QueryProblem problem) {
    return JsonObject.builder()
        .put("line", problem.line())
        .put("column", problem.column())
        .put("length", problem.length())
        .put("text", concerned(problem))
        .put("message", problem.message())
        .put("excerpt", problem.excerpt())
        .build();
  }

  /** The part of the line that the problem is about; empty at the end of the line. */
  private static String concerned(QueryProblem problem) {
    String line = problem.excerpt();
    int start = Math.min(problem.column() - 1, line.length());
    return line.substring(start, Math.min(start + problem.length(), line.length()));
  }

  /** A JSON document with an HTTP status. */
  record Document(int status, JsonValue body) implements ExplorerAnswer {}

  /** A JSON document that is text already. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, and written once
  record Text(byte[] json) implements ExplorerAnswer {}

  /** No document. */
  record Done() implements ExplorerAnswer {}

  /** Server-sent events, written on the thread of the request until the writer returns or throws. */
  record Events(Writer writer) implements ExplorerAnswer {}

  /** Writes server-sent events. */
  interface Writer extends AutoCloseable {

    /**
     * Writes events until there are no more.
     *
     * @throws IOException if the browser has gone
     * @throws InterruptedException if the server stops
     */
    void write(OutputStream out) throws IOException, InterruptedException;

    /** Gives back what it holds; called once, whether it has written or not. */
    @Override
    void close();
  }
}
