package io.twinhub.bootstrap.fleet;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The lines of a UTF-8 file; blank lines are skipped, and the length of a line is limited. */
final class FileLines implements AutoCloseable {
  /** The longest line, in characters: ten times what the largest twin and its identity need. */
  static final int LENGTH_MAX = 1024 * 1024;

  private final BufferedReader reader;
  private int number;

  private FileLines(BufferedReader reader) {
    this.reader = reader;
  }

  static FileLines open(Path file) throws IOException {
    return new FileLines(Files.newBufferedReader(file));
  }

  /**
   * A line.
   *
   * @param number its number, counted from 1
   */
  record Line(int number, String text) {}

  /** The next line that is not blank; empty at the end of the file. */
  Optional<Line> next() throws IOException {
    while (true) {
      Optional<String> line = line();
      if (line.isEmpty()) {
        return Optional.empty();
      }
      number++;
      if (!line.get().isBlank()) {
        return Optional.of(new Line(number, line.get()));
      }
    }
  }

  private Optional<String> line() throws IOException {
    StringBuilder line = new StringBuilder();
    try {
      for (int c = reader.read(); c != '\n'; c = reader.read()) {
        if (c < 0) {
          return line.isEmpty() ? Optional.empty() : Optional.of(line.toString());
        }
        if (line.length() == LENGTH_MAX) {
          throw new IOException(
              "line %d is longer than %d characters".formatted(number + 1, LENGTH_MAX));
        }
        line.append((char) c);
      }
    } catch (CharacterCodingException notText) {
      throw new IOException("line %d is not UTF-8 text".formatted(number + 1), notText);
    }
    return Optional.of(line.toString());
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
