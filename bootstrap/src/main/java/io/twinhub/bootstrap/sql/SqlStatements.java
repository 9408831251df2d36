package io.twinhub.bootstrap.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Puts lines together to statements. A query ends with a semicolon, which may not stand in quotes, or with an
 * empty line; a command, which begins with a dot, ends with its line. A query has only one SELECT, so that in a
 * stream a line which begins with SELECT begins another query.
 */
final class SqlStatements {
  private static final String SELECT = "select";

  private final boolean stream;
  private final StringBuilder open = new StringBuilder();
  private int lines;
  private int begun;

  /**
   * A statement.
   *
   * @param text without its semicolon
   * @param line the number of the line where it begins, from 1
   */
  record Statement(String text, int line) {}

  /** Statements of a stream, where nobody can end one that is wrong, or of a terminal. */
  SqlStatements(boolean stream) {
    this.stream = stream;
  }

  /** Whether a statement is begun and not ended. */
  boolean isOpen() {
    return !open.isEmpty();
  }

  /** Forgets what is begun. */
  void drop() {
    open.setLength(0);
  }

  /** The statements that {@code line} ends. */
  List<Statement> add(String line) {
    lines++;
    List<Statement> ended = new ArrayList<>();
    String rest = line.strip();
    if (rest.isEmpty() || (stream && begins(rest))) {
      end().ifPresent(ended::add);
    }
    if (!isOpen() && rest.startsWith(".")) {
      ended.add(new Statement(rest, lines));
      return ended;
    }
    for (int end = semicolon(rest); end >= 0; end = semicolon(rest)) {
      append(rest.substring(0, end));
      end().ifPresent(ended::add);
      rest = rest.substring(end + 1).strip();
    }
    append(rest);
    return ended;
  }

  private static boolean begins(String line) {
    String lower = line.toLowerCase(Locale.ROOT);
    return lower.startsWith(".")
        || lower.equals(SELECT)
        || (lower.startsWith(SELECT) && Character.isWhitespace(lower.charAt(SELECT.length())));
  }

  private void append(String text) {
    if (text.isBlank()) {
      return;
    }
    if (isOpen()) {
      open.append('\n');
    } else {
      begun = lines;
    }
    open.append(text.strip());
  }

  /** The first semicolon of {@code text} outside of quotes, which may have begun in a line before; or -1. */
  private int semicolon(String text) {
    char quote = 0;
    String all = open + "\n" + text;
    for (int i = 0; i < all.length(); i++) {
      char c = all.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == ';' && i > open.length()) {
        return i - open.length() - 1;
      }
    }
    return -1;
  }

  /** What is begun; the end of the input ends it. */
  Optional<Statement> end() {
    String text = open.toString().strip();
    drop();
    return text.isEmpty() ? Optional.empty() : Optional.of(new Statement(text, begun));
  }
}
