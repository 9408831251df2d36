package io.twinhub.local.engine.query.ast;

import java.util.Arrays;
import java.util.Optional;

/** What the select list may compute over many rows. */
public enum AggregateFunction {
  /** The number of rows; takes no argument. */
  COUNT,
  /** The mean of the numbers at a path. */
  AVG,
  /** Their sum. */
  SUM,
  /** The least of them. */
  MIN,
  /** The greatest of them. */
  MAX;

  /** The function of this name, in any case of letters. */
  public static Optional<AggregateFunction> named(String name) {
    return Arrays.stream(values())
        .filter(function -> function.name().equalsIgnoreCase(name))
        .findFirst();
  }

  /** Whether a path stands between its parentheses. */
  public boolean takesPath() {
    return this != COUNT;
  }
}
