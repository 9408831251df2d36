package io.twinhub.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Stream;

/**
 * A new folder that is gone with its files when it is closed.
 *
 * @param path where it is
 */
public record BenchFolder(Path path) implements AutoCloseable {

  public static BenchFolder create() throws IOException {
    return new BenchFolder(Files.createTempDirectory("twinhub-bench"));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
