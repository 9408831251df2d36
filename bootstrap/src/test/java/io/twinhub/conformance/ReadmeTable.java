package io.twinhub.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A part of the README that a command writes, between two comments.
 *
 * @param name the part's name
 * @param command the command
 */
record ReadmeTable(String name, String command) {
  private static final String WRITE = "--write";

  /**
   * Whether {@code readme} shows {@code text}, or does so now because {@code arguments} hold {@code
   * --write}.
   */
  boolean shows(Path readme, String text, List<String> arguments) throws IOException {
    String begin = "<!-- %s: written by %s -->".formatted(name, command);
    String end = "<!-- end of the %s -->".formatted(name);
    String found = Files.readString(readme);
    int from = found.indexOf(begin);
    int to = found.indexOf(end);
    if (from < 0 || to < from) {
      System.err.println("README.md lacks the line " + begin);
      return false;
    }
    String wanted = found.substring(0, from) + begin + "\n" + text + found.substring(to);
    if (arguments.contains(WRITE)) {
      Files.writeString(readme, wanted);
      return true;
    }
    if (!found.equals(wanted)) {
      System.err.printf(
          "README.md shows another table: %s %s puts this one there%n", command, WRITE);
      return false;
    }
    return true;
  }
}
