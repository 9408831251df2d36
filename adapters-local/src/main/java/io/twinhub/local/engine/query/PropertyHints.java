package io.twinhub.local.engine.query;

import io.twinhub.domain.json.JsonPath;
import io.twinhub.domain.query.QueryProblem;
import io.twinhub.domain.query.QueryText;
import io.twinhub.local.engine.query.ast.From;
import io.twinhub.local.engine.query.ast.Path;
import io.twinhub.local.engine.query.ast.PathCollector;
import io.twinhub.local.engine.query.ast.Query;
import io.twinhub.local.engine.query.check.Nearest;
import io.twinhub.local.engine.query.check.RootFields;
import io.twinhub.local.engine.query.table.Candidate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds paths of a query that no twin has, with the existing path that may have been meant, and comparisons
 * of values with a constant of another type.
 */
final class PropertyHints {
  /** The maximum number of hints for a query: each may require reading every twin. */
  static final int HINTS_MAX = 10;

  private final CandidateSource source;
  private final QueryText text;

  PropertyHints(CandidateSource source, QueryText text) {
    this.source = source;
    this.text = text;
  }

  /**
   * One hint for each path below a root field that exists nowhere, and for each comparison with a constant
   * of another type than the path's values; at most {@value HINTS_MAX}. There are none for jobs, whose
   * fields are known.
   */
  List<QueryProblem> of(Query query) {
    List<QueryProblem> hints = new ArrayList<>();
    if (query.from() == From.JOBS) {
      return hints;
    }
    CandidateSource.Collection collection = query.from() == From.MODULES
        ? CandidateSource.Collection.MODULES
        : CandidateSource.Collection.DEVICES;
    Set<JsonPath> known = source.sampledPaths(collection);
    for (Path written : PathCollector.pathsOf(query)) {
      JsonPath path = RootFields.canonical(query.from(), written);
      boolean knownRoot = RootFields.canonical(query.from(), written.root()).isPresent();
      boolean canBeMistyped = knownRoot && path.segments().size() > 1 && !known.contains(path);
      if (hints.size() == HINTS_MAX) {
        break;
      }
      if (canBeMistyped && !exists(collection, path)) {
        hints.add(written.span().problem(text.value(), hint(path, known)));
      }
    }
    query.where().ifPresent(where -> {
      List<QueryProblem> traps = new TypeTraps(source, text.value(), query.from()).of(where);
      hints.addAll(traps.subList(0, Math.min(traps.size(), HINTS_MAX - hints.size())));
    });
    return hints;
  }

  private boolean exists(CandidateSource.Collection collection, JsonPath path) {
    Iterator<? extends Candidate> candidates = source.table(collection).after("");
    while (candidates.hasNext()) {
      if (candidates.next().find(path).isPresent()) {
        return true;
      }
    }
    return false;
  }

  private static String hint(JsonPath path, Set<JsonPath> known) {
    String missing = "no twin has " + path;
    List<String> candidates = known.stream().map(JsonPath::toString).toList();
    Optional<String> nearest = Nearest.to(path.toString(), candidates);
    if (nearest.isPresent()) {
      return missing + "; did you mean " + nearest.get() + "?";
    }
    return path.segments().stream().anyMatch(segment -> segment.contains("-"))
        ? missing
            + "; a hyphen between letters is part of the name; write spaces around it to subtract"
        : missing;
  }
}
