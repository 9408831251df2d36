package io.twinhub.local.engine.query.parse;

import io.twinhub.local.engine.query.ast.SourceSpan;

/**
 * The smallest piece of a query.
 *
 * @param kind what it is
 * @param text the decoded name or string, the digits, the sign; for a bad token, what is wrong with it
 * @param span its place
 */
record Token(TokenKind kind, String text, SourceSpan span) {

  /** Whether it is this word of the grammar, ignoring case. */
  boolean isWord(String word) {
    return kind == TokenKind.WORD && text.equalsIgnoreCase(word);
  }

  /** Whether it is this sign. */
  boolean isSign(String sign) {
    return kind == TokenKind.SIGN && text.equals(sign);
  }

  /** The token as an error message names it. */
  String described() {
    return switch (kind) {
      case WORD -> "'" + text + "'";
      case BRACKETED -> "the name [[" + text + "]]";
      case STRING -> "the string '" + text + "'";
      case NUMBER -> "the number " + text;
      case SIGN -> "'" + text + "'";
      case BAD -> text;
      case END -> "the end of the query";
    };
  }
}
