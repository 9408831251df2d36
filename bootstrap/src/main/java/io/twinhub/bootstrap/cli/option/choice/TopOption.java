package io.twinhub.bootstrap.cli.option.choice;

import io.twinhub.bootstrap.cli.print.CommandFailure;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that bounds how many rows a command prints. */
public final class TopOption {
  /** As with {@code az}, this asks for all. */
  private static final int ALL = -1;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "How many at most, or -1 for all. Default: all.")
  private Optional<Integer> top = Optional.empty();

  /** How many rows at most. */
  public int rows() {
    int rows = top.orElse(ALL);
    if (rows != ALL && rows < 1) {
      throw CommandFailure.usage("--top: at least 1, or -1 for all");
    }
    return rows == ALL ? Integer.MAX_VALUE : rows;
  }
}
