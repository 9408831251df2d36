package io.twinhub.bootstrap.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line for {@code az} in {@code az-lines.txt}, and what it does here.
 *
 * @param section the heading that it stands under
 * @param text the line
 * @param expected what is expected of it, one instruction each
 */
record AzLine(String section, String text, List<String> expected) {
  private static final Path FILE = Path.of("src/test/resources/cli/az-lines.txt");
  private static final Pattern WORD =
      Pattern.compile("(?:[^\\s'\"\\\\]|\\\\.|'[^']*'|\"(?:[^\"\\\\]|\\\\.)*\")+");
  private static final Pattern PIECE =
      Pattern.compile("'([^']*)'|\"((?:[^\"\\\\]|\\\\.)*)\"|\\\\(.)|([^'\"\\\\]+)");
  private static final String NO = "no ";

  static List<AzLine> all() throws IOException {
    List<AzLine> all = new ArrayList<>();
    String section = "";
    for (String line : Files.readAllLines(FILE)) {
      if (line.startsWith("## ")) {
        section = line.substring(3);
      } else if (line.startsWith("az ")) {
        all.add(new AzLine(section, line, new ArrayList<>()));
      } else if (line.startsWith("  ")) {
        all.get(all.size() - 1).expected().add(line.substring(2));
      }
    }
    return all;
  }

  /** Whether it works here. */
  boolean works() {
    return reason().isEmpty();
  }

  /** Why it does not work; empty if it does. */
  String reason() {
    return expected.stream()
        .filter(each -> each.startsWith(NO))
        .map(each -> each.substring(NO.length()))
        .findFirst()
        .orElse("");
  }

  /** The words after the name of the program, as a shell splits them. */
  List<String> words() {
    String ours = text.replaceFirst("^az iot (hub )?", "");
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(ours);
    while (word.find()) {
      words.add(unquoted(word.group()));
    }
    return words;
  }

  private static String unquoted(String word) {
    StringBuilder text = new StringBuilder();
    Matcher piece = PIECE.matcher(word);
    while (piece.find()) {
      if (piece.group(2) != null) {
        text.append(piece.group(2).replaceAll("\\\\([\"\\\\$`])", "$1"));
      } else {
        String plain = piece.group(1) != null ? piece.group(1) : piece.group(3);
        text.append(plain != null ? plain : piece.group(4));
      }
    }
    return text.toString();
  }
}
