package io.twinhub.bootstrap.cli.print;

/** The exit codes of commands. */
public final class ExitCode {
  /** Done. */
  public static final int DONE = 0;

  /** The hub refused. */
  public static final int REFUSED = 1;

  /** The command was used wrongly. */
  public static final int USAGE = 2;

  /** No hub was reached. */
  static final int NO_HUB = 3;

  private ExitCode() {}
}
