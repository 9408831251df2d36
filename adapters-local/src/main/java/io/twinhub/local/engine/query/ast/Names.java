package io.twinhub.local.engine.query.ast;

import java.util.List;
import java.util.Locale;

/**
 * The spelling of names in paths and of aliases: which ones need double square brackets, and which
 * characters are letters.
 */
public final class Names {

  /** The words of the grammar. A property with such a name is written in double square brackets. */
  private static final List<String> RESERVED = List.of(
      "SELECT",
      "TOP",
      "AS",
      "FROM",
      "WHERE",
      "GROUP",
      "BY",
      "AND",
      "OR",
      "NOT",
      "IN",
      "NIN",
      "TRUE",
      "FALSE",
      "NULL",
      "UNDEFINED");

  private Names() {}

  /** The words of the grammar, in capitals, in about the order in which a query has them. */
  public static List<String> reserved() {
    return RESERVED;
  }

  /** Whether {@code word} is a word of the grammar, ignoring case. */
  public static boolean isReserved(String word) {
    return RESERVED.contains(word.toUpperCase(Locale.ROOT));
  }

  /** Whether a bare name may begin with this character. */
  public static boolean isStart(int codePoint) {
    return codePoint == '_' || Character.isLetter(codePoint);
  }

  /** Whether a bare name may continue with this character. */
  public static boolean isPart(int codePoint) {
    return isStart(codePoint) || Character.isDigit(codePoint);
  }

  /** The name as a query spells it: bare where the grammar allows it, else in double square brackets. */
  public static String spelt(String name) {
    return isBare(name) ? name : "[[" + name + "]]";
  }

  private static boolean isBare(String name) {
    String word = name.startsWith("$") ? name.substring(1) : name;
    return !word.isEmpty()
        && !isReserved(name)
        && isStart(word.codePointAt(0))
        && word.codePoints().allMatch(Names::isPart);
  }
}
