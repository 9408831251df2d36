package io.twinhub.bootstrap.cli.option;

import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.HubQueries;
import io.twinhub.domain.json.JsonObject;
import io.twinhub.domain.json.JsonWriter;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of commands that explain a query. */
public final class ExplanationOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Mixin
  private HubLogin login = new HubLogin();

  @Option(
      names = {"-q", "--query-command"},
      required = true,
      paramLabel = "SQL",
      description = "The query.")
  private String sql = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json",
      defaultValue = "text",
      description = "How to print the answer. Default: ${DEFAULT-VALUE}.")
  private Form form = Form.TEXT;

  /** How an explanation is printed. */
  enum Form {
    /** For people. */
    TEXT,
    /** For programs. */
    JSON
  }

  /**
   * The query.
   *
   * @throws CommandFailure if it is empty
   */
  public String sql() {
    if (sql.isBlank()) {
      throw CommandFailure.usage("--query-command: the query is empty");
    }
    return sql;
  }

  public HubQueries hub() {
    return new HubQueries(login.hub());
  }

  /** Prints an explanation; {@code text} renders it for people. */
  public void print(JsonObject explanation, Function<JsonObject, String> text) {
    spec.commandLine()
        .getOut()
        .println(
            switch (form) {
              case TEXT -> text.apply(explanation);
              case JSON -> JsonWriter.pretty(explanation);
            });
    spec.commandLine().getOut().flush();
  }
}
