package io.twinhub.bootstrap.cli;

/** Ends a command with a message for the user, and an exit code. */
final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandFailure(int exitCode, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  static CommandFailure refused(String message) {
    return new CommandFailure(ExitCode.REFUSED, message);
  }

  static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.USAGE, message);
  }

  static CommandFailure noHub(String message) {
    return new CommandFailure(ExitCode.NO_HUB, message);
  }

  int exitCode() {
    return exitCode;
  }
}
