package io.twinhub.local.engine.query.check;

import io.twinhub.domain.query.QueryProblem;
import io.twinhub.local.engine.query.ast.From;
import io.twinhub.local.engine.query.ast.Names;
import io.twinhub.local.engine.query.ast.Path;
import io.twinhub.local.engine.query.ast.SourceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the problems and warnings of one query; also checks paths, which occur in every clause. */
final class Findings {
  private final String text;
  private final From from;
  private final List<QueryProblem> problems = new ArrayList<>();
  private final List<QueryProblem> warnings = new ArrayList<>();

  Findings(String text, From from) {
    this.text = text;
    this.from = from;
  }

  /** The collection that the query ranges over. */
  From from() {
    return from;
  }

  /** Notes a problem. */
  void add(SourceSpan place, String message) {
    problems.add(place.problem(text, message));
  }

  /** All problems and warnings so far. */
  CheckedQuery all() {
    return new CheckedQuery(problems, warnings);
  }

  /** Checks a path: a wrong prefix is a problem, a root that no row has is a warning. */
  void check(Path path) {
    Optional<From> prefix = path.prefix();
    if (prefix.isPresent() && prefix.get() != From.DEVICES && prefix.get() != from) {
      add(
          path.span(),
          "a path of %s in a query over %s".formatted(prefix.get().spelling(), from.spelling()));
    } else if (RootFields.canonical(from, path.root()).isEmpty()) {
      warnings.add(path.span().problem(text, unknownRoot(path.root())));
    }
  }

  private String unknownRoot(String name) {
    String unknown = (from == From.JOBS ? "a job has no field '%s'" : "a twin has no field '%s'")
        .formatted(name);
    if (from == From.JOBS && RootFields.canonical(From.DEVICES, name).isPresent()) {
      return unknown + "; conditions on jobs cannot see twins";
    }
    Optional<String> nearest = Nearest.to(name, RootFields.of(from));
    if (nearest.isPresent()) {
      return unknown + "; did you mean " + nearest.get() + "?";
    }
    return from == From.JOBS
        ? unknown + "; it has " + String.join(", ", RootFields.of(from))
        : unknown
            + "; a property's path begins with tags, properties.desired or properties.reported,"
            + " as in properties.reported." + Names.spelt(name);
  }
}
