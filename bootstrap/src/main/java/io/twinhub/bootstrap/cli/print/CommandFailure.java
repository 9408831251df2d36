package io.twinhub.bootstrap.cli.print;

import io.twinhub.bootstrap.fleet.FileProblem;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;

/** Ends a command with a message for the user, and an exit code. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandFailure(int exitCode, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  public static CommandFailure refused(String message) {
    return new CommandFailure(ExitCode.REFUSED, message);
  }

  public static CommandFailure usage(String message) {
    return new CommandFailure(ExitCode.USAGE, message);
  }

  public static CommandFailure noHub(String message) {
    return new CommandFailure(ExitCode.NO_HUB, message);
  }

  /** The message and the exit code for {@code failure}. */
  public static CommandFailure of(Exception failure) {
    if (failure instanceof CommandFailure told) {
      return told;
    }
    if (failure instanceof HubException refusal) {
      return refusal.code() == ErrorCode.SERVICE_UNAVAILABLE
          ? noHub(withAdvice(refusal.error().message()))
          : refused(
              "%d %s".formatted(refusal.code().httpStatus(), refusal.error().message()));
    }
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return failure instanceof FileProblem
        ? new CommandFailure(ExitCode.USAGE, message)
        : refused(message);
  }

  /** Java says only that it found no path to an authority; this adds what the user can do. */
  public static String withAdvice(String message) {
    return message.contains("PKIX")
        ? message + "; its certificate is not trusted here: name its authority with --ca"
        : message;
  }

  public int exitCode() {
    return exitCode;
  }
}
