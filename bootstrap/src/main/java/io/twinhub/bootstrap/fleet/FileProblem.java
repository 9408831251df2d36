package io.twinhub.bootstrap.fleet;

import io.twinhub.local.files.FileWords;
import java.io.IOException;
import java.nio.file.Path;

/** A file that cannot be used; the message tells the user which file, which line, and what is wrong. */
public final class FileProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A problem that {@code message} tells. */
  public FileProblem(String message) {
    super(message, null, false, false);
  }

  static FileProblem unreadable(Path file, IOException cause) {
    return new FileProblem("cannot read %s: %s".formatted(file, FileWords.of(cause)));
  }

  static FileProblem unwritable(Path file, IOException cause) {
    return new FileProblem("cannot write %s: %s".formatted(file, FileWords.of(cause)));
  }
}
