package io.twinhub.local.engine.query.parse;

import io.twinhub.domain.json.JsonNumber;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How numbers are spelt: {@code 12}, {@code 0.5}, {@code 1e-3}, {@code 0xff}; a sign is an operator. */
final class NumberText {
  private static final Pattern SHAPE =
      Pattern.compile("0[xX][0-9a-fA-F]+|[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private static final int HEX = 16;

  private NumberText() {}

  /** The end of the number that begins at {@code start}, where there is a digit. */
  static int end(String text, int start) {
    Matcher matcher = SHAPE.matcher(text).region(start, text.length());
    return matcher.lookingAt() ? matcher.end() : start;
  }

  /** The number; empty if its exponent is out of range. */
  static Optional<JsonNumber> value(String digits) {
    if (digits.toLowerCase(Locale.ROOT).startsWith("0x")) {
      return Optional.of(JsonNumber.of(new BigDecimal(new BigInteger(digits.substring(2), HEX))));
    }
    return JsonNumber.parse(digits);
  }
}
