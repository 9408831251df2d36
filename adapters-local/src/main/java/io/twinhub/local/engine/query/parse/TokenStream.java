package io.twinhub.local.engine.query.parse;

import io.twinhub.local.engine.query.ast.SourceSpan;
import java.util.List;

/** Gives the parser its tokens, and words nearly every syntax error by what was expected. */
final class TokenStream {
  private final List<Token> tokens;
  private final String end;
  private int at;

  /** @param end what the end of the text is called in errors */
  TokenStream(List<Token> tokens, String end) {
    this.tokens = List.copyOf(tokens);
    this.end = end;
  }

  /** The token that comes next; at the end, the {@link TokenKind#END} token. */
  Token peek() {
    return peek(0);
  }

  /** The token that comes {@code ahead} tokens after the next. */
  Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  /** Takes the next token. */
  Token next() {
    Token token = peek();
    at++;
    return token;
  }

  /** The token that was taken last; the first token if none was. */
  Token behind() {
    return tokens.get(Math.min(Math.max(at - 1, 0), tokens.size() - 1));
  }

  /** The place of the token that was taken last. */
  SourceSpan lastSpan() {
    return behind().span();
  }

  /** Whether this word comes next. */
  boolean atWord(String word) {
    return peek().isWord(word);
  }

  /** Whether this sign comes next. */
  boolean atSign(String sign) {
    return peek().isSign(sign);
  }

  /** Takes the word, if it comes next. */
  boolean takeWord(String word) {
    return take(atWord(word));
  }

  /** Takes the sign, if it comes next. */
  boolean takeSign(String sign) {
    return take(atSign(sign));
  }

  private boolean take(boolean wanted) {
    if (wanted) {
      at++;
    }
    return wanted;
  }

  /** Takes the word, or fails. */
  void expectWord(String word, String expected) {
    if (!takeWord(word)) {
      throw unexpected(expected);
    }
  }

  /** Takes the sign, or fails. */
  void expectSign(String sign, String expected) {
    if (!takeSign(sign)) {
      throw unexpected(expected);
    }
  }

  /** A syntax error about the next token, in words for the user. */
  SyntaxException unexpected(String expected) {
    Token found = peek();
    if (found.kind() == TokenKind.BAD) {
      return new SyntaxException(found.span(), found.text());
    }
    return ForeignWord.of(found)
        .map(foreign -> new SyntaxException(found.span(), foreign.advice()))
        .orElseGet(() -> new SyntaxException(
            found.span(), "expected " + expected + ", found " + described(found)));
  }

  private String described(Token found) {
    return found.kind() == TokenKind.END ? end : found.described();
  }

  /** Skips to the next of these words outside all parentheses, or to the end. */
  void skipTo(List<String> words) {
    int open = 0;
    while (peek().kind() != TokenKind.END) {
      boolean inside = open > 0;
      if (!inside && words.stream().anyMatch(this::atWord)) {
        return;
      }
      Token skipped = next();
      open += skipped.isSign("(") ? 1 : 0;
      open -= skipped.isSign(")") && inside ? 1 : 0;
    }
  }
}
