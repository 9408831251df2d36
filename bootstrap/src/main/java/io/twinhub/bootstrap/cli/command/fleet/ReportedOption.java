package io.twinhub.bootstrap.cli.command.fleet;

import java.io.PrintWriter;
import picocli.CommandLine.Option;

/** The option to write reported properties, which only devices may do. */
final class ReportedOption {
  @Option(
      names = "--reported",
      description = "Write reported properties too: connect as each device, with its key.")
  private boolean reported;

  /** Whether to write them; if not, prints that they are left out. */
  public boolean isGiven(PrintWriter err) {
    if (!reported) {
      err.println(
          "reported properties are left out: only devices may write them; --reported connects"
              + " as each of them");
      err.flush();
    }
    return reported;
  }
}
