package io.twinhub.local.engine.query.parse;

import java.util.Optional;

/**
 * A parsed string literal: either quote, doubled quotes and the escapes {@code \' \" \\ \}{@code uXXXX}.
 *
 * @param decoded its value
 * @param problem what is wrong with it, if anything
 * @param end the offset after its closing quote
 */
record StringText(String decoded, Optional<String> problem, int end) {

  private static final int UNICODE_DIGITS = 4;
  private static final int HEX = 16;

  /** The problem if there is one, else the value. */
  String outcome() {
    return problem.orElse(decoded);
  }

  /** Reads the string whose opening quote is at {@code start}. */
  static StringText read(String text, int start) {
    char quote = text.charAt(start);
    StringBuilder decoded = new StringBuilder();
    Optional<String> problem = Optional.empty();
    int at = start + 1;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\\') {
        int length = escapeLength(text, at);
        if (length == 0) {
          problem = problem.or(
              () -> Optional.of(
                  "the string that begins here has an unknown escape; the escapes are \\' \\\" \\\\ and \\uXXXX"));
        }
        decoded.append(unescaped(text, at, length));
        at += Math.max(length, 2);
      } else if (c != quote) {
        decoded.append(c);
        at++;
      } else if (at + 1 < text.length() && text.charAt(at + 1) == quote) {
        decoded.append(quote);
        at += 2;
      } else {
        return new StringText(decoded.toString(), problem, at + 1);
      }
    }
    return new StringText(
        "", Optional.of("the string that begins here has no closing " + quote), text.length());
  }

  /** How many characters the escape at {@code at} has; 0 if it is not an escape. */
  private static int escapeLength(String text, int at) {
    if (at + 1 == text.length()) {
      return 0;
    }
    char kind = text.charAt(at + 1);
    if (kind == '\'' || kind == '"' || kind == '\\') {
      return 2;
    }
    int end = at + 2 + UNICODE_DIGITS;
    boolean unicode = kind == 'u'
        && end <= text.length()
        && text.substring(at + 2, end).matches("[0-9a-fA-F]{4}");
    return unicode ? end - at : 0;
  }

  private static String unescaped(String text, int at, int length) {
    return switch (length) {
      case 0 -> "";
      case 2 -> text.substring(at + 1, at + 2);
      default -> String.valueOf((char) Integer.parseInt(text.substring(at + 2, at + length), HEX));
    };
  }
}
