package io.twinhub.bootstrap.cli.command;

import io.twinhub.bootstrap.cli.option.ExplanationOptions;
import io.twinhub.bootstrap.sql.ExplanationText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Explains how a hub answers a query. */
@Command(
    name = "explain",
    description = "Runs a query and prints how: columns used or built, rows read, time.")
public final class ExplainCommand implements Runnable {
  @Mixin
  private ExplanationOptions options = new ExplanationOptions();

  @Override
  public void run() {
    String sql = options.sql();
    options.print(options.hub().explain(sql), ExplanationText::ofPlan);
  }
}
