package io.twinhub.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A part of the page about what works that a command writes, between two comments.
 *
 * @param name the part's name
 * @param command the command
 */
record PageTable(String name, String command) {
  /** The page, seen from the top of the tree. */
  static final Path PAGE = Path.of("docs", "what-works.md");

  private static final String WRITE = "--write";

  /**
   * Whether {@code page} shows {@code text}, or does so now because {@code arguments} hold {@code
   * --write}.
   */
  boolean shows(Path page, String text, List<String> arguments) throws IOException {
    String begin = "<!-- %s: written by %s -->".formatted(name, command);
    String end = "<!-- end of the %s -->".formatted(name);
    String found = Files.readString(page);
    int from = found.indexOf(begin);
    int to = found.indexOf(end);
    if (from < 0 || to < from) {
      System.err.println(PAGE + " lacks the line " + begin);
      return false;
    }
    String wanted = found.substring(0, from) + begin + "\n" + text + found.substring(to);
    if (arguments.contains(WRITE)) {
      Files.writeString(page, wanted);
      return true;
    }
    if (!found.equals(wanted)) {
      System.err.printf(
          "%s shows another table: %s %s puts this one there%n", PAGE, command, WRITE);
      return false;
    }
    return true;
  }
}
