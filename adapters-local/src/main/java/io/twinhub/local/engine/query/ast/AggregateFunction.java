package io.twinhub.local.engine.query.ast;

import java.util.Arrays;
import java.util.Optional;

/** The functions that the select list may compute over many rows. */
public enum AggregateFunction {
  /** The number of rows; takes no argument. */
  COUNT,
  /** The mean of the numbers at a path. */
  AVG,
  /** Their sum. */
  SUM,
  /** The smallest of them. */
  MIN,
  /** The largest of them. */
  MAX;

  /** The function with this name, ignoring case. */
  public static Optional<AggregateFunction> named(String name) {
    return Arrays.stream(values())
        .filter(function -> function.name().equalsIgnoreCase(name))
        .findFirst();
  }

  /** Whether it takes a path as its argument. */
  public boolean takesPath() {
    return this != COUNT;
  }
}
