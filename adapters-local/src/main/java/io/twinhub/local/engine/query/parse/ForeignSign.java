package io.twinhub.local.engine.query.parse;

import java.util.Arrays;
import java.util.Optional;

/** Operators of other languages that turn up in queries, and what to write instead. */
enum ForeignSign {
  EQUALS_TWICE("==", "'==' is not an operator here: write = to compare"),
  AND("&&", "'&&' is not an operator here: write AND"),
  OR("||", "'||' is not an operator here: write OR"),
  COALESCE("??", "'??' belongs to message routing and is not an operator of twin queries"),
  COMMENT("/*", "comments are not part of the query language"),
  NOT_LESS("!<", "'!<' is not an operator here: write >="),
  NOT_GREATER("!>", "'!>' is not an operator here: write <="),
  NOT("!", "'!' is not an operator here: write NOT"),
  CURLY_SINGLE_LEFT("\u2018", "a curly quote: write the straight quote '"),
  CURLY_SINGLE_RIGHT("\u2019", "a curly quote: write the straight quote '"),
  CURLY_DOUBLE_LEFT("\u201c", "a curly quote: write the straight quote \""),
  CURLY_DOUBLE_RIGHT("\u201d", "a curly quote: write the straight quote \""),
  BACKTICK("`", "'`' quotes nothing here: write a name in [[ ]] and a text in ' '");

  private final String spelling;
  private final String advice;

  ForeignSign(String spelling, String advice) {
    this.spelling = spelling;
    this.advice = advice;
  }

  /** The foreign sign at this offset; {@code !=} does not count as one. */
  static Optional<ForeignSign> at(String text, int offset) {
    return Arrays.stream(values())
        .filter(sign -> text.startsWith(sign.spelling, offset))
        .filter(sign -> !text.startsWith("!=", offset))
        .findFirst();
  }

  /** The characters. */
  String spelling() {
    return spelling;
  }

  /** The advice for the user. */
  String advice() {
    return advice;
  }
}
