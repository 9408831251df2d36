package io.twinhub.bootstrap.cli.command;

import io.twinhub.bootstrap.cli.option.HubCommand;
import io.twinhub.bootstrap.cli.print.CommandFailure;
import io.twinhub.bootstrap.cli.remote.HubApi;
import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.query.PageSize;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs one query and reads all its pages. */
@Command(name = "query", description = "Runs a query and prints its rows.")
public final class QueryCommand extends HubCommand {
  @Spec
  private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-q", "--query-command"},
      paramLabel = "SQL",
      description = "Such as \"SELECT * FROM devices WHERE tags.location.region = 'US'\".")
  private Optional<String> text = Optional.empty();

  @Option(names = "--top", paramLabel = "N", description = "How many rows at most. Default: all.")
  private int top = Integer.MAX_VALUE;

  /** The command, with a subcommand that says why a query returns a device. */
  public static CommandLine withWhy() {
    return new CommandLine(new QueryCommand()).addSubcommand(new WhyCommand());
  }

  @Override
  public void run() {
    String sql = text.orElseThrow(
        () -> CommandFailure.usage("Missing required option: '--query-command=SQL'"));
    if (sql.isBlank()) {
      throw CommandFailure.usage("--query-command: the query is empty");
    }
    if (top < 1) {
      throw CommandFailure.usage("--top: at least 1");
    }
    HubApi hub = options.hub();
    List<JsonValue> rows = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      int wanted = Math.min(PageSize.MAX, top - rows.size());
      HubApi.Answer page = hub.query(sql, wanted, next);
      if (next.isEmpty()) {
        page.warnings().ifPresent(this::warn);
      }
      if (page.body() instanceof JsonArray array) {
        rows.addAll(array.elements());
      }
      next = page.continuation();
    } while (next.isPresent() && rows.size() < top);
    options.print(new JsonArray(rows));
  }

  private void warn(String warnings) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(warnings);
    err.flush();
  }
}
