package io.twinhub.local.engine.query.parse;

import io.twinhub.domain.query.QueryProblem;
import io.twinhub.local.engine.query.ast.SourceSpan;
import java.util.ArrayList;
import java.util.List;

/** Collects the problems of one text. */
final class Problems {
  private final String text;
  private final List<QueryProblem> found = new ArrayList<>();

  Problems(String text) {
    this.text = text;
  }

  /** Notes a problem. */
  void add(SourceSpan place, String message) {
    found.add(place.problem(text, message));
  }

  /** All problems, in the order in which they were found. */
  List<QueryProblem> found() {
    return found;
  }
}
