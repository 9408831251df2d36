package io.twinhub.local.engine.query.ast;

import java.util.ArrayList;
import java.util.List;

/** Finds all paths of a query or a part of it, in the order of its text. */
public final class PathCollector {
  private final List<Path> paths = new ArrayList<>();

  private PathCollector() {}

  /** The paths of {@code query}; one that stands twice is there twice. */
  public static List<Path> pathsOf(Query query) {
    PathCollector collector = new PathCollector();
    query.select().items().forEach(item -> item.accept(collector.new Items()));
    query.where().ifPresent(where -> where.accept(collector.new Conditions()));
    collector.paths.addAll(query.groupBy());
    return collector.paths;
  }

  /** The paths of {@code expression}; one that stands twice is there twice. */
  public static List<Path> pathsOf(Expression expression) {
    PathCollector collector = new PathCollector();
    expression.accept(collector.new Conditions());
    return collector.paths;
  }

  private final class Items implements SelectItem.Visitor<Boolean> {
    @Override
    public Boolean column(SelectItem.Column column) {
      return paths.add(column.path());
    }

    @Override
    public Boolean aggregate(SelectItem.Aggregate aggregate) {
      return aggregate.argument().map(paths::add).orElse(true);
    }
  }

  private final class Conditions implements Expression.Visitor<Boolean> {
    private Boolean all(List<Expression> children) {
      children.forEach(child -> child.accept(this));
      return true;
    }

    @Override
    public Boolean literal(Expression.Literal literal) {
      return true;
    }

    @Override
    public Boolean path(Path path) {
      return paths.add(path);
    }

    @Override
    public Boolean array(Expression.ArrayLiteral array) {
      return true;
    }

    @Override
    public Boolean call(Expression.Call call) {
      return all(call.arguments());
    }

    @Override
    public Boolean not(Expression.Not not) {
      return not.term().accept(this);
    }

    @Override
    public Boolean and(Expression.And and) {
      return all(and.terms());
    }

    @Override
    public Boolean or(Expression.Or or) {
      return all(or.terms());
    }

    @Override
    public Boolean comparison(Expression.Comparison comparison) {
      return all(List.of(comparison.left(), comparison.right()));
    }

    @Override
    public Boolean in(Expression.In in) {
      return in.value().accept(this);
    }

    @Override
    public Boolean arithmetic(Expression.Arithmetic arithmetic) {
      arithmetic.first().accept(this);
      return all(arithmetic.steps().stream().map(Expression.Step::operand).toList());
    }

    @Override
    public Boolean sign(Expression.Sign sign) {
      return sign.operand().accept(this);
    }
  }
}
