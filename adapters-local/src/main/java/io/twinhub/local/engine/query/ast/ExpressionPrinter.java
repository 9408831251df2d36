package io.twinhub.local.engine.query.ast;

import io.twinhub.domain.json.JsonNumber;
import io.twinhub.domain.json.JsonString;
import io.twinhub.domain.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Prints expressions. A child that does not bind tightly enough for its place is put in parentheses. */
final class ExpressionPrinter implements Expression.Visitor<String> {

  @Override
  public String literal(Expression.Literal literal) {
    return literal.value().map(ExpressionPrinter::constant).orElse("undefined");
  }

  private static String constant(JsonValue value) {
    return value instanceof JsonString string ? quoted(string.value()) : value.toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  @Override
  public String path(Path path) {
    List<String> parts = new ArrayList<>();
    path.prefix().map(From::spelling).ifPresent(parts::add);
    for (String segment : path.segments()) {
      parts.add(readsAsPrefix(parts, segment) ? "[[" + segment + "]]" : Names.spelt(segment));
    }
    return String.join(".", parts);
  }

  /** Whether the bare name, in this place, could be read as a piece of a collection's name. */
  private static boolean readsAsPrefix(List<String> before, String segment) {
    List<String> read = new ArrayList<>(before);
    read.add(segment);
    return From.named(String.join(".", read)).isPresent();
  }

  @Override
  public String array(Expression.ArrayLiteral array) {
    return array.elements().stream().map(this::literal).collect(Collectors.joining(", ", "[", "]"));
  }

  @Override
  public String call(Expression.Call call) {
    return call.arguments().stream()
        .map(argument -> argument.accept(this))
        .collect(Collectors.joining(", ", call.name() + "(", ")"));
  }

  @Override
  public String not(Expression.Not not) {
    return "NOT " + within(not.term(), Binding.NOT);
  }

  @Override
  public String and(Expression.And and) {
    return joined(and.terms(), " AND ", Binding.NOT);
  }

  @Override
  public String or(Expression.Or or) {
    return joined(or.terms(), " OR ", Binding.AND);
  }

  private String joined(List<Expression> terms, String word, Binding least) {
    return terms.stream().map(term -> within(term, least)).collect(Collectors.joining(word));
  }

  @Override
  public String comparison(Expression.Comparison comparison) {
    return within(comparison.left(), Binding.SUM)
        + " "
        + comparison.operator().sign()
        + " "
        + within(comparison.right(), Binding.SUM);
  }

  @Override
  public String in(Expression.In in) {
    return within(in.value(), Binding.SUM)
        + (in.negated() ? " NIN " : " IN ")
        + array(in.choices());
  }

  @Override
  public String arithmetic(Expression.Arithmetic arithmetic) {
    Binding least = arithmetic.additive() ? Binding.PRODUCT : Binding.UNARY;
    StringBuilder text = new StringBuilder(within(arithmetic.first(), least));
    for (Expression.Step step : arithmetic.steps()) {
      text.append(' ').append(step.operator().sign()).append(' ');
      text.append(within(step.operand(), least));
    }
    return text.toString();
  }

  @Override
  public String sign(Expression.Sign sign) {
    return (sign.negative() ? "-" : "+") + within(sign.operand(), Binding.PRIMARY);
  }

  private String within(Expression child, Binding least) {
    String text = child.accept(this);
    return Binding.of(child).compareTo(least) < 0 ? "(" + text + ")" : text;
  }

  /** How tightly an expression holds together, loosest first. */
  private enum Binding {
    OR,
    AND,
    NOT,
    COMPARISON,
    SUM,
    PRODUCT,
    UNARY,
    PRIMARY;

    static Binding of(Expression expression) {
      return expression.accept(new Binder());
    }
  }

  /** Answers how tightly each kind of expression holds together. */
  private static final class Binder implements Expression.Visitor<Binding> {
    @Override
    public Binding literal(Expression.Literal literal) {
      boolean signed = literal.value().filter(Binder::isNegative).isPresent();
      return signed ? Binding.UNARY : Binding.PRIMARY;
    }

    private static boolean isNegative(JsonValue value) {
      return value instanceof JsonNumber number && number.exact().signum() < 0;
    }

    @Override
    public Binding path(Path path) {
      return Binding.PRIMARY;
    }

    @Override
    public Binding array(Expression.ArrayLiteral array) {
      return Binding.PRIMARY;
    }

    @Override
    public Binding call(Expression.Call call) {
      return Binding.PRIMARY;
    }

    @Override
    public Binding not(Expression.Not not) {
      return Binding.NOT;
    }

    @Override
    public Binding and(Expression.And and) {
      return Binding.AND;
    }

    @Override
    public Binding or(Expression.Or or) {
      return Binding.OR;
    }

    @Override
    public Binding comparison(Expression.Comparison comparison) {
      return Binding.COMPARISON;
    }

    @Override
    public Binding in(Expression.In in) {
      return Binding.COMPARISON;
    }

    @Override
    public Binding arithmetic(Expression.Arithmetic arithmetic) {
      return arithmetic.additive() ? Binding.SUM : Binding.PRODUCT;
    }

    @Override
    public Binding sign(Expression.Sign sign) {
      return Binding.UNARY;
    }
  }
}
