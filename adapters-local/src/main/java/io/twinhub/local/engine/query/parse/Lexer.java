package io.twinhub.local.engine.query.parse;

import io.twinhub.local.engine.query.ast.Names;
import io.twinhub.local.engine.query.ast.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Splits a query into tokens. It never fails: characters that cannot occur in a query become a {@link
 * TokenKind#BAD} token.
 */
final class Lexer {
  /*
   * Hyphens. Real queries contain names that end in a uuid, without brackets: tags.plant-7, AS count-7a.
   * The same characters could be a subtraction. A hyphen that is joined to letters or digits on both sides
   * belongs to the name in the two places where such names occur in practice: after a dot, and in an alias
   * (after AS, or after a complete value, where only an alias or a word of the grammar is possible). So
   * tags.a-1 is the property "a-1", while tags.a - 1, tags.a -1 and deviceId-1 subtract. Source: sdk-wire
   * reference 3.5, "Query text met in practice".
   */

  /** The maximum number of tokens: as many as the longest query has characters. */
  static final int TOKENS_MAX = 8192;

  private static final List<String> SIGNS = List.of(
      "<=", ">=", "<>", "!=", "=", "<", ">", "(", ")", "[", "]", ",", ".", "*", "/", "%", "+", "-",
      ";");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  /** The tokens of {@code text}; the last one is its end. */
  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    skipBlanks();
    while (at < text.length()) {
      if (tokens.size() == TOKENS_MAX) {
        add(TokenKind.BAD, at, "more than " + TOKENS_MAX + " words and signs");
        break;
      }
      next();
      skipBlanks();
    }
    tokens.add(new Token(TokenKind.END, "", new SourceSpan(text.length(), text.length())));
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private void next() {
    char c = text.charAt(at);
    if (c == '\'' || c == '"') {
      string();
    } else if (c >= '0' && c <= '9') {
      number();
    } else if (text.startsWith("[[", at)) {
      bracketed();
    } else if (startsWord()) {
      word();
    } else {
      sign();
    }
  }

  private boolean startsWord() {
    int first = text.charAt(at) == '$' ? at + 1 : at;
    return first < text.length() && Names.isStart(text.codePointAt(first));
  }

  private void word() {
    int start = at;
    boolean mayBeAlias = followsValue();
    boolean hyphens = !tokens.isEmpty() && (last().isSign(".") || last().isWord("AS"));
    at = endOf(text.charAt(at) == '$' ? at + 1 : at, Names::isPart);
    if (hyphens || (mayBeAlias && !Names.isReserved(text.substring(start, at)))) {
      takeHyphens();
    }
    add(TokenKind.WORD, start, text.substring(start, at));
  }

  /** Whether the token before completes a value, so that a name here can only be an alias. */
  private boolean followsValue() {
    if (tokens.isEmpty()) {
      return false;
    }
    return switch (last().kind()) {
      case WORD -> !Names.isReserved(last().text());
      case BRACKETED -> true;
      case SIGN -> last().isSign(")");
      case STRING, NUMBER, BAD, END -> false;
    };
  }

  private void takeHyphens() {
    while (at + 1 < text.length()
        && text.charAt(at) == '-'
        && Names.isPart(text.codePointAt(at + 1))) {
      at = endOf(at + 1, Names::isPart);
    }
  }

  private int endOf(int from, IntPredicate part) {
    int end = from;
    while (end < text.length() && part.test(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  private void bracketed() {
    int start = at;
    int end = text.indexOf("]]", at + 2);
    if (end < 0) {
      at = text.length();
      add(TokenKind.BAD, start, "the name that begins here has no closing ]]");
      return;
    }
    // A name may end with a bracket: of several closing brackets, the last two end the name.
    while (text.startsWith("]]", end + 1)) {
      end++;
    }
    at = end + 2;
    String name = text.substring(start + 2, end);
    if (name.isEmpty()) {
      add(TokenKind.BAD, start, "a name is missing between [[ and ]]");
    } else {
      add(TokenKind.BRACKETED, start, name);
    }
  }

  private void number() {
    int start = at;
    int end = NumberText.end(text, at);
    at = endOf(end, Names::isPart);
    if (at == end) {
      add(TokenKind.NUMBER, start, text.substring(start, end));
      return;
    }
    boolean behindDot = !tokens.isEmpty() && last().isSign(".");
    if (behindDot) {
      takeHyphens();
    }
    String piece = text.substring(start, at);
    add(
        TokenKind.BAD,
        start,
        behindDot
            ? "a name that begins with a digit is written [[" + piece + "]]"
            : "'" + piece + "' is neither a number nor a name");
  }

  private void string() {
    int start = at;
    StringText string = StringText.read(text, start);
    at = string.end();
    add(string.problem().isEmpty() ? TokenKind.STRING : TokenKind.BAD, start, string.outcome());
  }

  private void sign() {
    int start = at;
    Optional<ForeignSign> foreign = ForeignSign.at(text, at);
    Optional<String> sign = SIGNS.stream().filter(s -> text.startsWith(s, at)).findFirst();
    if (foreign.isPresent()) {
      at += foreign.get().spelling().length();
      add(TokenKind.BAD, start, foreign.get().advice());
    } else if (sign.isPresent()) {
      at += sign.get().length();
      add(TokenKind.SIGN, start, sign.get());
    } else {
      at += Character.charCount(text.codePointAt(at));
      add(TokenKind.BAD, start, "'" + text.substring(start, at) + "' is not supported here");
    }
  }

  private Token last() {
    return tokens.get(tokens.size() - 1);
  }

  private void add(TokenKind kind, int start, String tokenText) {
    tokens.add(new Token(kind, tokenText, new SourceSpan(start, at)));
  }
}
