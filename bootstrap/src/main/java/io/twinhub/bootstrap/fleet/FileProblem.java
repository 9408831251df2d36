package io.twinhub.bootstrap.fleet;

import java.io.IOException;
import java.nio.file.Path;

/** A file that cannot be used, in words for the user: which file, which line, what is wrong. */
public final class FileProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  FileProblem(String message) {
    super(message, null, false, false);
  }

  static FileProblem unreadable(Path file, IOException cause) {
    return new FileProblem("cannot read %s: %s".formatted(file, reason(cause)));
  }

  static FileProblem unwritable(Path file, IOException cause) {
    return new FileProblem("cannot write %s: %s".formatted(file, reason(cause)));
  }

  /** The JDK often says no more than the file's name, which is told already. */
  private static String reason(IOException cause) {
    return switch (cause.getClass().getSimpleName()) {
      case "NoSuchFileException" -> "there is no such file or folder";
      case "AccessDeniedException" -> "permission denied";
      default -> cause.getMessage() == null ? cause.toString() : cause.getMessage();
    };
  }
}
