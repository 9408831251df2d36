package io.twinhub.local.engine.query.parse;

import io.twinhub.local.engine.query.ast.From;
import io.twinhub.local.engine.query.ast.Names;
import io.twinhub.local.engine.query.ast.Path;
import io.twinhub.local.engine.query.ast.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads paths: {@code devices.tags.[[group]].name}. */
final class PathParser {
  private static final String AFTER_DOT = "a name after '.'";

  private final TokenStream tokens;
  private final Problems problems;

  PathParser(TokenStream tokens, Problems problems) {
    this.tokens = tokens;
    this.problems = problems;
  }

  /** Whether a path may begin with the next token. */
  boolean begins() {
    Token next = tokens.peek();
    return next.kind() == TokenKind.BRACKETED
        || (next.kind() == TokenKind.WORD && (!Names.isReserved(next.text()) || isGroupInPath()));
  }

  /**
   * Whether {@code group} is the first name of a path: the one reserved word that occurs where a path is
   * meant.
   */
  private boolean isGroupInPath() {
    return tokens.atWord("GROUP") && !tokens.peek(1).isWord("BY");
  }

  /** Reads a path, or fails with an error that tells what was expected. */
  Path path(String expected) {
    if (!begins()) {
      throw tokens.unexpected(expected);
    }
    List<Token> names = new ArrayList<>(List.of(name(tokens.next())));
    while (tokens.takeSign(".")) {
      names.add(segment());
    }
    if (tokens.atSign("[")) {
      throw new SyntaxException(
          tokens.peek().span(),
          "a path cannot continue with '['; a name with special characters is written .[[name]], and"
              + " elements of arrays have no path");
    }
    return path(names);
  }

  private Token segment() {
    Token next = tokens.peek();
    if (next.kind() == TokenKind.BRACKETED) {
      return tokens.next();
    }
    if (next.kind() != TokenKind.WORD) {
      throw tokens.unexpected(AFTER_DOT);
    }
    if (Names.isReserved(next.text()) && !next.isWord("GROUP")) {
      throw new SyntaxException(next.span(), reserved(AFTER_DOT, next));
    }
    return name(tokens.next());
  }

  /** Takes a name. For {@code group} a problem is noted and parsing continues, as the meaning is clear. */
  private Token name(Token token) {
    if (token.isWord("GROUP")) {
      problems.add(token.span(), reserved("a name", token));
    }
    return token;
  }

  private static String reserved(String expected, Token word) {
    return "expected %s, found the reserved word '%s'; a property of that name is written [[%s]]"
        .formatted(expected, word.text(), word.text());
  }

  private static Path path(List<Token> names) {
    Optional<From> prefix = prefix(names);
    int skipped = prefix.map(from -> from.spelling().split("\\.", -1).length).orElse(0);
    SourceSpan span = names.get(0).span().to(names.get(names.size() - 1).span());
    return new Path(prefix, names.stream().skip(skipped).map(Token::text).toList(), span);
  }

  /** The longest collection name that a path begins with, if at least one name follows it. */
  private static Optional<From> prefix(List<Token> names) {
    return collection(names, 2).or(() -> collection(names, 1));
  }

  private static Optional<From> collection(List<Token> names, int length) {
    if (names.size() <= length) {
      return Optional.empty();
    }
    List<Token> start = names.subList(0, length);
    return start.stream().allMatch(name -> name.kind() == TokenKind.WORD)
        ? From.named(start.stream().map(Token::text).collect(Collectors.joining(".")))
        : Optional.empty();
  }
}
