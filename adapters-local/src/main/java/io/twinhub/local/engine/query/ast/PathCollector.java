package io.twinhub.local.engine.query.ast;

import java.util.ArrayList;
import java.util.List;

/** Finds all paths of a query or a part of it, in the order of its text. */
public final class PathCollector {
  private final List<Path> paths = new ArrayList<>();

  private PathCollector() {}

  /** The paths of {@code query}; one that occurs twice is listed twice. */
  public static List<Path> pathsOf(Query query) {
    PathCollector collector = new PathCollector();
    query.select().items().forEach(item -> item.accept(collector.new Items()));
    query.where().ifPresent(where -> where.accept(collector.new Conditions()));
    collector.paths.addAll(query.groupBy());
    return collector.paths;
  }

  /** The paths of {@code expression}; one that occurs twice is listed twice. */
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

  private final class Conditions extends ExpressionWalk {
    @Override
    public Boolean path(Path path) {
      return paths.add(path);
    }
  }
}
