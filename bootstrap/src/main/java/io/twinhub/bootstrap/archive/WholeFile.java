package io.twinhub.bootstrap.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is there as a whole or not at all, also if several processes write it at once. */
final class WholeFile {
  private WholeFile() {}

  /** Writes a file. */
  interface Writing {
    void to(Path file) throws IOException, InterruptedException;
  }

  /** Puts what {@code writing} writes at {@code target}, in place of what is there. */
  static void put(Path target, Writing writing) throws IOException, InterruptedException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    Path growing = target.resolveSibling(
        target.getFileName() + "." + ProcessHandle.current().pid());
    try {
      writing.to(growing);
      Files.move(growing, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(growing);
    }
  }
}
