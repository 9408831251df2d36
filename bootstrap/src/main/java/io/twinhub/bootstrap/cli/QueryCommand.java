package io.twinhub.bootstrap.cli;

import io.twinhub.domain.json.JsonArray;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.domain.query.PageSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One query, all its pages. */
@Command(name = "query", description = "Runs a query and prints its rows.")
final class QueryCommand implements Runnable {
  @Mixin
  private HubOptions options = new HubOptions();

  @Option(
      names = {"-q", "--query-command"},
      required = true,
      paramLabel = "SQL",
      description = "Such as \"SELECT * FROM devices WHERE tags.location.region = 'US'\".")
  private String text = "";

  @Option(names = "--top", paramLabel = "N", description = "How many rows at most. Default: all.")
  private int top = Integer.MAX_VALUE;

  @Override
  public void run() {
    if (top < 1) {
      throw CommandFailure.usage("--top: at least 1");
    }
    HubApi hub = options.hub();
    List<JsonValue> rows = new ArrayList<>();
    Optional<String> next = Optional.empty();
    do {
      int wanted = Math.min(PageSize.MAX, top - rows.size());
      HubApi.Answer page = hub.query(text, wanted, next);
      if (page.body() instanceof JsonArray array) {
        rows.addAll(array.elements());
      }
      next = page.continuation();
    } while (next.isPresent() && rows.size() < top);
    options.print(new JsonArray(rows));
  }
}
