package io.twinhub.local.engine.query.parse;

import io.twinhub.domain.json.JsonBool;
import io.twinhub.domain.json.JsonNull;
import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import io.twinhub.local.engine.query.ast.ArithmeticOperator;
import io.twinhub.local.engine.query.ast.Expression;
import io.twinhub.local.engine.query.ast.RelationalOperator;
import io.twinhub.local.engine.query.ast.SourceSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads conditions and values. One method for each rule of the grammar, loosest operator first. */
final class ExpressionParser {
  private static final String VALUE = "a value";

  private final TokenStream tokens;
  private final PathParser paths;
  private final Depth depth;

  ExpressionParser(TokenStream tokens, PathParser paths, Depth depth) {
    this.tokens = tokens;
    this.paths = paths;
    this.depth = depth;
  }

  /** {@code and OR and …}, a whole condition. */
  Expression or() {
    List<Expression> terms = chain("OR", this::and);
    return terms.size() == 1 ? terms.get(0) : new Expression.Or(terms, spanOf(terms));
  }

  private Expression and() {
    List<Expression> terms = chain("AND", this::not);
    return terms.size() == 1 ? terms.get(0) : new Expression.And(terms, spanOf(terms));
  }

  private List<Expression> chain(String word, Supplier<Expression> term) {
    List<Expression> terms = new ArrayList<>(List.of(term.get()));
    while (tokens.takeWord(word)) {
      terms.add(term.get());
    }
    return terms;
  }

  private static SourceSpan spanOf(List<Expression> terms) {
    return terms.get(0).span().to(terms.get(terms.size() - 1).span());
  }

  private Expression not() {
    if (!tokens.atWord("NOT")) {
      return compare();
    }
    SourceSpan start = tokens.next().span();
    depth.enter(start);
    Expression term = not();
    depth.leave();
    return new Expression.Not(term, start.to(term.span()));
  }

  private Expression compare() {
    Expression left = sum();
    Optional<RelationalOperator> operator = relation();
    if (operator.isPresent()) {
      tokens.next();
      Expression right = sum();
      return new Expression.Comparison(left, operator.get(), right, left.span().to(right.span()));
    }
    if (tokens.atWord("NOT") && tokens.peek(1).isWord("IN")) {
      throw new SyntaxException(tokens.peek().span(), "NOT IN is spelt NIN: path NIN ['a', 'b']");
    }
    boolean negated = tokens.atWord("NIN");
    return negated || tokens.atWord("IN") ? membership(left, negated) : left;
  }

  private Optional<RelationalOperator> relation() {
    if (tokens.atSign("<>")) {
      return Optional.of(RelationalOperator.NOT_EQUAL);
    }
    return Arrays.stream(RelationalOperator.values())
        .filter(operator -> tokens.atSign(operator.sign()))
        .findFirst();
  }

  private Expression membership(Expression left, boolean negated) {
    String word = tokens.next().text().toUpperCase(Locale.ROOT);
    if (!tokens.atSign("[")) {
      throw tokens.unexpected("a list in square brackets after " + word);
    }
    Expression.ArrayLiteral choices = array();
    return new Expression.In(left, negated, choices, left.span().to(choices.span()));
  }

  private Expression sum() {
    return calculation(this::product, true);
  }

  private Expression product() {
    return calculation(this::unary, false);
  }

  private Expression calculation(Supplier<Expression> operand, boolean additive) {
    Expression first = operand.get();
    List<Expression.Step> steps = new ArrayList<>();
    SourceSpan span = first.span();
    for (Optional<ArithmeticOperator> operator = operator(additive);
        operator.isPresent();
        operator = operator(additive)) {
      tokens.next();
      Expression right = operand.get();
      steps.add(new Expression.Step(operator.get(), right));
      span = span.to(right.span());
    }
    return steps.isEmpty() ? first : new Expression.Arithmetic(first, steps, span);
  }

  private Optional<ArithmeticOperator> operator(boolean additive) {
    return Arrays.stream(ArithmeticOperator.values())
        .filter(operator -> operator.additive() == additive && tokens.atSign(operator.sign()))
        .findFirst();
  }

  private Expression unary() {
    if (!tokens.atSign("-") && !tokens.atSign("+")) {
      return primary();
    }
    Token sign = tokens.next();
    boolean negative = sign.isSign("-");
    if (negative && tokens.peek().kind() == TokenKind.NUMBER && !isZero(tokens.peek())) {
      return number(sign.span(), true);
    }
    Expression operand = primary();
    return new Expression.Sign(negative, operand, sign.span().to(operand.span()));
  }

  /** JSON has no negative zero, so its sign would be lost in a constant. */
  private static boolean isZero(Token number) {
    return NumberText.value(number.text()).filter(JsonNumber.of(0)::equals).isPresent();
  }

  private Expression primary() {
    Token next = tokens.peek();
    if (tokens.atWord("SELECT")) {
      throw new SyntaxException(next.span(), "sub-queries are not part of the query language");
    }
    if (tokens.atSign("(")) {
      return parenthesised();
    }
    if (tokens.atSign("[")) {
      return array();
    }
    Optional<Expression.Literal> literal = literal();
    if (literal.isPresent()) {
      return literal.get();
    }
    boolean call = next.kind() == TokenKind.WORD && tokens.peek(1).isSign("(");
    return call && paths.begins() ? call() : paths.path(VALUE);
  }

  private Expression parenthesised() {
    depth.enter(tokens.next().span());
    Expression inner = or();
    tokens.expectSign(")", "an operator or ')'");
    depth.leave();
    return inner;
  }

  private Expression call() {
    Token name = tokens.next();
    depth.enter(tokens.next().span());
    List<Expression> arguments = tokens.atSign(")") ? List.of() : commaSeparated(this::or);
    tokens.expectSign(")", "an operator, ',' or ')'");
    depth.leave();
    return new Expression.Call(name.text(), arguments, name.span().to(tokens.lastSpan()));
  }

  private Expression.ArrayLiteral array() {
    SourceSpan start = tokens.next().span();
    List<Expression.Literal> elements =
        tokens.atSign("]") ? List.of() : commaSeparated(this::constant);
    tokens.expectSign("]", "',' or ']'");
    return new Expression.ArrayLiteral(elements, start.to(tokens.lastSpan()));
  }

  private <T> List<T> commaSeparated(Supplier<T> element) {
    List<T> elements = new ArrayList<>(List.of(element.get()));
    while (tokens.takeSign(",")) {
      elements.add(element.get());
    }
    return elements;
  }

  /** An element of a list: a constant, perhaps with a sign. */
  private Expression.Literal constant() {
    boolean negative = tokens.atSign("-");
    if ((negative || tokens.atSign("+")) && tokens.peek(1).kind() == TokenKind.NUMBER) {
      return number(tokens.next().span(), negative);
    }
    return literal().orElseThrow(() -> tokens.unexpected("a constant"));
  }

  private Optional<Expression.Literal> literal() {
    Token next = tokens.peek();
    return switch (next.kind()) {
      case STRING -> literal(new JsonString(next.text()));
      case NUMBER -> Optional.of(number(next.span(), false));
      case WORD -> word(next);
      case BRACKETED, SIGN, BAD, END -> Optional.empty();
    };
  }

  private Optional<Expression.Literal> word(Token word) {
    return switch (word.text().toLowerCase(Locale.ROOT)) {
      case "true" -> literal(JsonBool.TRUE);
      case "false" -> literal(JsonBool.FALSE);
      case "null" -> literal(JsonNull.NULL);
      case "undefined" ->
        Optional.of(new Expression.Literal(Optional.empty(), tokens.next().span()));
      default -> Optional.empty();
    };
  }

  private Optional<Expression.Literal> literal(JsonValue value) {
    return Optional.of(new Expression.Literal(Optional.of(value), tokens.next().span()));
  }

  private Expression.Literal number(SourceSpan start, boolean negative) {
    Token digits = tokens.next();
    JsonNumber number = NumberText.value((negative ? "-" : "") + digits.text())
        .orElseThrow(() -> new SyntaxException(
            digits.span(), "the number " + digits.text() + " has an exponent that is too large"));
    return new Expression.Literal(Optional.of(number), start.to(digits.span()));
  }
}
