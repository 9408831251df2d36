package io.twinhub.bootstrap.cli.print;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The terminal that answers go to, if they go to one.
 *
 * @param columns how many characters a line has; empty if answers go to a file or a pipe
 * @param colours whether it shows colours, and the user wants any
 */
public record Screen(OptionalInt columns, boolean colours) {
  /** Set by the launcher if output goes to a terminal: how wide it is, in characters. */
  public static final String COLUMNS_PROPERTY = "twinhub.columns";

  /** Nobody reads a table that is narrower, in characters. */
  private static final int COLUMNS_MIN = 20;

  /** The terminal of this process. */
  public static Screen ofProcess() {
    int columns = Integer.getInteger(COLUMNS_PROPERTY, 0);
    return of(
        columns,
        Optional.ofNullable(System.getenv("NO_COLOR")),
        System.getenv().getOrDefault("TERM", ""));
  }

  /**
   * A terminal.
   *
   * @param columns how wide it is; 0 if output goes to none
   * @param noColour the variable {@code NO_COLOR}, which any text but an empty one sets (no-color.org)
   * @param kind the variable {@code TERM}
   */
  static Screen of(int columns, Optional<String> noColour, String kind) {
    boolean terminal = columns > 0;
    boolean colours = terminal
        && !kind.equals("dumb")
        && noColour.filter(set -> !set.isEmpty()).isEmpty();
    return new Screen(
        terminal ? OptionalInt.of(Math.max(columns, COLUMNS_MIN)) : OptionalInt.empty(), colours);
  }
}
