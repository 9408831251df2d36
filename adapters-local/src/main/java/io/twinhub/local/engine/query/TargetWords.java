package io.twinhub.local.engine.query;

import io.twinhub.domain.document.DocumentNames;
import io.twinhub.domain.query.QueryProblem;
import io.twinhub.local.engine.query.ast.Expression;
import io.twinhub.local.engine.query.ast.ExpressionWalk;
import io.twinhub.local.engine.query.ast.From;
import io.twinhub.local.engine.query.ast.Path;
import io.twinhub.local.engine.query.ast.PathCollector;
import io.twinhub.local.engine.query.check.RootFields;
import io.twinhub.local.engine.query.parse.Parsed;
import io.twinhub.local.engine.query.parse.Parser;
import java.util.List;
import java.util.Optional;

/** What the condition of a configuration says, and whether such a condition may say it. */
public final class TargetWords {
  private final Parsed parsed;
  private final From from;
  private boolean lists;

  /**
   * Reads a condition.
   *
   * @param ofModules whether it is about modules
   */
  public TargetWords(String text, boolean ofModules) {
    this.parsed = Parser.parseCondition(text);
    this.from = ofModules ? From.MODULES : From.DEVICES;
    where().ifPresent(condition -> condition.accept(new Lists()));
  }

  private Optional<Expression> where() {
    return parsed.query().flatMap(query -> query.where());
  }

  /** What is wrong with the text. */
  public List<QueryProblem> problems() {
    return parsed.problems();
  }

  /** Whether it has a list, which IN and NIN need. */
  public boolean hasLists() {
    return lists;
  }

  /** The paths that are neither ids nor tags nor reported properties, as they are written. */
  public List<String> foreignPaths() {
    return where().map(PathCollector::pathsOf).orElse(List.of()).stream()
        .filter(path -> !isAllowed(path))
        .map(path -> String.join(".", path.segments()))
        .distinct()
        .toList();
  }

  private boolean isAllowed(Path path) {
    List<String> segments = RootFields.canonical(from, path).segments();
    return switch (segments.get(0)) {
      case DocumentNames.DEVICE_ID, DocumentNames.TAGS -> true;
      case DocumentNames.MODULE_ID -> from == From.MODULES;
      case DocumentNames.PROPERTIES ->
        segments.size() > 1 && segments.get(1).equals(DocumentNames.REPORTED);
      default -> false;
    };
  }

  private final class Lists extends ExpressionWalk {
    @Override
    public Boolean in(Expression.In in) {
      lists = true;
      return super.in(in);
    }
  }
}
