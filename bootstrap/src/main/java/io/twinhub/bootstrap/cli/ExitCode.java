package io.twinhub.bootstrap.cli;

/** What a command's exit code says. */
final class ExitCode {
  /** Done. */
  static final int DONE = 0;

  /** The hub refused. */
  static final int REFUSED = 1;

  /** The command was used wrongly. */
  static final int USAGE = 2;

  /** No hub was reached. */
  static final int NO_HUB = 3;

  private ExitCode() {}
}
