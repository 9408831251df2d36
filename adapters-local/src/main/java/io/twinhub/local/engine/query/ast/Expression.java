package io.twinhub.local.engine.query.ast;

import io.twinhub.domain.json.JsonValue;
import java.util.List;
import java.util.Optional;

/**
 * A condition or a value: the grammar does not tell them apart. Chains of one operator are one node, so
 * that a long condition is wide and not deep.
 */
public sealed interface Expression
    permits Path,
        Expression.Literal,
        Expression.ArrayLiteral,
        Expression.Call,
        Expression.Not,
        Expression.And,
        Expression.Or,
        Expression.Comparison,
        Expression.In,
        Expression.Arithmetic,
        Expression.Sign {

  /** Its place in the text. */
  SourceSpan span();

  /**
   * Calls the method of {@code visitor} for this kind of node; a new kind does not compile until every
   * visitor handles it.
   */
  <R> R accept(Visitor<R> visitor);

  /**
   * A constant.
   *
   * @param value the constant; empty for {@code undefined}
   */
  record Literal(Optional<JsonValue> value, SourceSpan span) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.literal(this);
    }
  }

  /** {@code [a, b]}: constants in square brackets. */
  record ArrayLiteral(List<Literal> elements, SourceSpan span) implements Expression {
    /** Copies {@code elements}. */
    public ArrayLiteral {
      elements = List.copyOf(elements);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.array(this);
    }
  }

  /**
   * A function and its arguments.
   *
   * @param name the name as it was written
   */
  record Call(String name, List<Expression> arguments, SourceSpan span) implements Expression {
    /** Copies {@code arguments}. */
    public Call {
      arguments = List.copyOf(arguments);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.call(this);
    }
  }

  /** {@code NOT term}. */
  record Not(Expression term, SourceSpan span) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.not(this);
    }
  }

  /** {@code a AND b AND c}: at least two terms, so that a lone term has one shape only. */
  record And(List<Expression> terms, SourceSpan span) implements Expression {
    /** Copies {@code terms}. */
    public And {
      terms = atLeastTwo(terms);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.and(this);
    }
  }

  /** {@code a OR b OR c}: at least two terms. */
  record Or(List<Expression> terms, SourceSpan span) implements Expression {
    /** Copies {@code terms}. */
    public Or {
      terms = atLeastTwo(terms);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.or(this);
    }
  }

  /** {@code left < right}. */
  record Comparison(Expression left, RelationalOperator operator, Expression right, SourceSpan span)
      implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.comparison(this);
    }
  }

  /**
   * {@code value IN [a, b]}.
   *
   * @param negated whether it was {@code NIN}
   */
  record In(Expression value, boolean negated, ArrayLiteral choices, SourceSpan span)
      implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.in(this);
    }
  }

  /**
   * {@code first + a - b}, or {@code first * a / b}, worked from left to right.
   *
   * @param steps what is done to {@code first}; at least one, all additive or all multiplicative
   */
  record Arithmetic(Expression first, List<Step> steps, SourceSpan span) implements Expression {
    /** Copies {@code steps}. */
    public Arithmetic {
      steps = List.copyOf(steps);
      if (steps.stream().map(step -> step.operator().additive()).distinct().count() != 1) {
        throw new IllegalArgumentException("operators of one rank, was " + steps);
      }
    }

    /** Whether the operators are {@code +} and {@code -}. */
    public boolean additive() {
      return steps.get(0).operator().additive();
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.arithmetic(this);
    }
  }

  /** {@code + operand}: one step of a calculation. */
  record Step(ArithmeticOperator operator, Expression operand) {}

  /** {@code -operand} or {@code +operand}; both require a number. */
  record Sign(boolean negative, Expression operand, SourceSpan span) implements Expression {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.sign(this);
    }
  }

  private static List<Expression> atLeastTwo(List<Expression> terms) {
    if (terms.size() < 2) {
      throw new IllegalArgumentException("joins at least two terms, was " + terms.size());
    }
    return List.copyOf(terms);
  }

  /** One answer for each kind of expression. */
  interface Visitor<R> {
    /** Answers for a constant. */
    R literal(Literal literal);

    /** Answers for a path. */
    R path(Path path);

    /** Answers for constants in brackets. */
    R array(ArrayLiteral array);

    /** Answers for a function. */
    R call(Call call);

    /** Answers for a negation. */
    R not(Not not);

    /** Answers for a conjunction. */
    R and(And and);

    /** Answers for a disjunction. */
    R or(Or or);

    /** Answers for a comparison. */
    R comparison(Comparison comparison);

    /** Answers for a membership. */
    R in(In in);

    /** Answers for a calculation. */
    R arithmetic(Arithmetic arithmetic);

    /** Answers for a sign. */
    R sign(Sign sign);
  }
}
