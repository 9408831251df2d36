package io.twinhub.local.engine.query.parse;

import io.twinhub.local.engine.query.ast.AggregateFunction;
import io.twinhub.local.engine.query.ast.Expression;
import io.twinhub.local.engine.query.ast.From;
import io.twinhub.local.engine.query.ast.Names;
import io.twinhub.local.engine.query.ast.Path;
import io.twinhub.local.engine.query.ast.Query;
import io.twinhub.local.engine.query.ast.SelectItem;
import io.twinhub.local.engine.query.ast.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads a whole query. */
public final class Parser {
  /*
   * Grammar: query-language reference, section 1, by recursive descent. Chains of operators are parsed in
   * loops; parentheses, NOT and arguments recurse, bounded by Depth.
   *
   * Recovery: a clause that makes no sense is given up with one problem, and parsing continues at the word
   * that begins the next clause. There is one problem per broken clause and no follow-up error: if the next
   * clause is not found, nothing more is reported. Smaller mistakes whose meaning is clear (a reserved word
   * in a path, an unknown collection) are noted and leave the tree whole.
   *
   * Extensions, each seen in practice or suggested by the reference: a trailing semicolon, TOP (n),
   * repeated NOT, signs before numbers in lists, hyphens in names (see Lexer), collection names in any
   * case.
   */
  private static final String END = "the end of the query";

  private static final String CONDITION_END = "the end of the condition";

  private final TokenStream tokens;
  private final Problems problems;
  private final Depth depth = new Depth();
  private final PathParser paths;
  private final ExpressionParser expressions;

  /** What could have followed where the query ends; depends on the last clause. */
  private String afterwards = "WHERE, GROUP BY or " + END;

  private boolean broken;
  private boolean lost;

  private Parser(String text, String end) {
    tokens = new TokenStream(Lexer.tokens(text), end);
    problems = new Problems(text);
    paths = new PathParser(tokens, problems);
    expressions = new ExpressionParser(tokens, paths, depth);
  }

  /** Parses {@code text} into a tree, or at least one problem, or both. */
  public static Parsed parse(String text) {
    return new Parser(text, END).query();
  }

  /** Parses {@code text}, a condition on events alone, into a query over events, or at least one problem. */
  public static Parsed parseCondition(String text) {
    return new Parser(text, CONDITION_END).condition();
  }

  private Parsed condition() {
    afterwards = "an operator or " + CONDITION_END;
    Optional<Expression> where =
        clause(() -> Optional.of(expressions.or()), Optional.empty(), List.of());
    clause(() -> end(CONDITION_END), true, List.of());
    Query.Select all = new Query.Select(Optional.empty(), List.of(), new SourceSpan(0, 0));
    return new Parsed(
        broken ? Optional.empty() : Optional.of(new Query(all, From.EVENTS, where, List.of())),
        problems.found());
  }

  private Parsed query() {
    Query.Select none = new Query.Select(Optional.empty(), List.of(), new SourceSpan(0, 0));
    Query.Select select = clause(this::select, none, List.of("FROM", "WHERE"));
    From from = clause(this::from, From.DEVICES, List.of("WHERE", "GROUP"));
    Optional<Expression> where = clause(this::where, Optional.empty(), List.of("GROUP"));
    List<Path> groupBy = clause(this::groupBy, List.of(), List.of());
    clause(() -> end(END), true, List.of());
    return new Parsed(
        broken ? Optional.empty() : Optional.of(new Query(select, from, where, groupBy)),
        problems.found());
  }

  private <T> T clause(Supplier<T> clause, T instead, List<String> nextClauses) {
    if (lost) {
      return instead;
    }
    try {
      return clause.get();
    } catch (SyntaxException e) {
      problems.add(e.place(), e.advice());
      depth.reset();
      tokens.skipTo(nextClauses);
      broken = true;
      lost = tokens.peek().kind() == TokenKind.END;
      return instead;
    }
  }

  private Query.Select select() {
    tokens.expectWord("SELECT", "SELECT");
    SourceSpan start = tokens.lastSpan();
    Optional<Long> top = tokens.takeWord("TOP") ? Optional.of(top()) : Optional.empty();
    refuseDistinct();
    List<SelectItem> items = tokens.takeSign("*") ? List.of() : items();
    return new Query.Select(top, items, start.to(tokens.lastSpan()));
  }

  private long top() {
    boolean parenthesised = tokens.takeSign("(");
    Token count = tokens.peek();
    if (count.kind() != TokenKind.NUMBER || !count.text().matches("[0-9]+")) {
      throw tokens.unexpected("a whole number after TOP");
    }
    tokens.next();
    if (parenthesised) {
      tokens.expectSign(")", "')'");
    }
    return NumberText.value(count.text())
        .filter(number -> number.isLong())
        .orElseThrow(() ->
            new SyntaxException(count.span(), "TOP takes a whole number up to " + Long.MAX_VALUE))
        .longValue();
  }

  /** A field may be called {@code DISTINCT}, so it is the foreign word only if more follows. */
  private void refuseDistinct() {
    Token next = tokens.peek(1);
    boolean more = next.kind() == TokenKind.BRACKETED
        || next.isSign("*")
        || (next.kind() == TokenKind.WORD && !Names.isReserved(next.text()));
    if (tokens.atWord(ForeignWord.DISTINCT.name()) && more) {
      throw new SyntaxException(tokens.peek().span(), ForeignWord.DISTINCT.advice());
    }
  }

  private List<SelectItem> items() {
    List<SelectItem> items = new ArrayList<>(List.of(item()));
    while (tokens.takeSign(",")) {
      items.add(item());
    }
    return items;
  }

  private SelectItem item() {
    boolean call =
        tokens.peek().kind() == TokenKind.WORD && tokens.peek(1).isSign("(") && paths.begins();
    return call ? aggregate() : column();
  }

  private SelectItem column() {
    Path path = paths.path("* or what to select");
    Optional<String> alias = alias();
    return new SelectItem.Column(path, alias, path.span().to(tokens.lastSpan()));
  }

  private SelectItem aggregate() {
    Token name = tokens.peek();
    AggregateFunction function = AggregateFunction.named(name.text())
        .orElseThrow(() -> new SyntaxException(
            name.span(),
            "'%s' cannot be selected; the select list accepts COUNT, AVG, SUM, MIN and MAX"
                .formatted(name.text())));
    tokens.next();
    tokens.next();
    Optional<Path> argument = argument(function);
    tokens.expectSign(")", "')'");
    Optional<String> alias = alias();
    return new SelectItem.Aggregate(function, argument, alias, name.span().to(tokens.lastSpan()));
  }

  private Optional<Path> argument(AggregateFunction function) {
    if (function.takesPath()) {
      return Optional.of(paths.path("a path to numbers"));
    }
    if (!tokens.atSign(")")) {
      throw new SyntaxException(
          tokens.peek().span(), "COUNT counts rows and takes no argument: write COUNT()");
    }
    return Optional.empty();
  }

  private Optional<String> alias() {
    if (tokens.takeWord("AS")) {
      Token name = tokens.peek();
      if (!isName(name)) {
        throw Names.isReserved(name.text()) && name.kind() == TokenKind.WORD
            ? new SyntaxException(
                name.span(),
                "expected a name after AS, found the reserved word '%s'; write [[%s]]"
                    .formatted(name.text(), name.text()))
            : tokens.unexpected("a name after AS");
      }
      return Optional.of(tokens.next().text());
    }
    return isName(tokens.peek()) ? Optional.of(tokens.next().text()) : Optional.empty();
  }

  private static boolean isName(Token token) {
    return token.kind() == TokenKind.BRACKETED || isBareName(token);
  }

  private static boolean isBareName(Token token) {
    return token.kind() == TokenKind.WORD && !Names.isReserved(token.text());
  }

  private From from() {
    boolean afterStar = tokens.behind().isSign("*");
    tokens.expectWord("FROM", afterStar ? "FROM" : "',' or FROM");
    Token first = tokens.peek();
    if (!isBareName(first)) {
      throw tokens.unexpected("devices, devices.modules or devices.jobs after FROM");
    }
    StringBuilder name = new StringBuilder(tokens.next().text());
    while (tokens.takeSign(".")) {
      if (!isBareName(tokens.peek())) {
        throw tokens.unexpected("modules or jobs after '.'");
      }
      name.append('.').append(tokens.next().text());
    }
    SourceSpan span = first.span().to(tokens.lastSpan());
    return From.named(name.toString()).orElseGet(() -> {
      problems.add(
          span,
          "there is no collection '%s'; a query ranges over devices, devices.modules or devices.jobs"
              .formatted(name));
      return From.DEVICES;
    });
  }

  private Optional<Expression> where() {
    if (!tokens.takeWord("WHERE")) {
      return Optional.empty();
    }
    afterwards = "an operator, GROUP BY or " + END;
    return Optional.of(expressions.or());
  }

  private List<Path> groupBy() {
    if (!tokens.atWord("GROUP")) {
      return List.of();
    }
    tokens.next();
    afterwards = "',' or " + END;
    tokens.expectWord("BY", "BY after GROUP");
    List<Path> groups = new ArrayList<>(List.of(paths.path("a path after GROUP BY")));
    while (tokens.takeSign(",")) {
      groups.add(paths.path("a path after ','"));
    }
    return groups;
  }

  private boolean end(String name) {
    boolean closed = tokens.takeSign(";");
    if (tokens.peek().kind() != TokenKind.END) {
      throw tokens.unexpected(closed ? name : afterwards);
    }
    return true;
  }
}
