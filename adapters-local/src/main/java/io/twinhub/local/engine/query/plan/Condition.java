package io.twinhub.local.engine.query.plan;

import io.twinhub.local.engine.query.value.Truth;
import java.util.List;

/** A compiled condition: planned once per query, tested once per row. */
@FunctionalInterface
public interface Condition {

  /** Whether {@code row} fulfils it. */
  Truth test(Row row);

  /** All of the terms, tested from left to right up to the first that is false. */
  static Condition all(List<Condition> terms) {
    List<Condition> copy = List.copyOf(terms);
    return row -> {
      Truth truth = Truth.TRUE;
      for (Condition term : copy) {
        truth = truth.and(term.test(row));
        if (truth == Truth.FALSE) {
          return truth;
        }
      }
      return truth;
    };
  }

  /** Any of the terms, tested from left to right up to the first that is true. */
  static Condition any(List<Condition> terms) {
    List<Condition> copy = List.copyOf(terms);
    return row -> {
      Truth truth = Truth.FALSE;
      for (Condition term : copy) {
        truth = truth.or(term.test(row));
        if (truth == Truth.TRUE) {
          return truth;
        }
      }
      return truth;
    };
  }
}
