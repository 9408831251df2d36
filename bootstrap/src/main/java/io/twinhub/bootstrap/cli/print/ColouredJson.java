package io.twinhub.bootstrap.cli.print;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Colours JSON for a terminal: names, strings, and other values. */
final class ColouredJson {
  private static final Pattern TOKEN =
      Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*+\")(:)?|(-?\\d[\\d.eE+-]*|true|false|null)");

  private static final String NAME = "\u001b[94m";
  private static final String STRING = "\u001b[32m";
  private static final String OTHER = "\u001b[36m";
  private static final String PLAIN = "\u001b[0m";

  private ColouredJson() {}

  /** {@code json} in colours. */
  static String of(String json) {
    return TOKEN.matcher(json).replaceAll(token -> quoted(coloured(token)));
  }

  private static String coloured(MatchResult token) {
    if (token.group(1) == null) {
      return OTHER + token.group() + PLAIN;
    }
    return token.group(2) == null
        ? STRING + token.group() + PLAIN
        : NAME + token.group(1) + PLAIN + ":";
  }

  private static String quoted(String replacement) {
    return Matcher.quoteReplacement(replacement);
  }
}
