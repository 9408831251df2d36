package io.twinhub.guilty.names;

/** Guilty: every name in here could be any class. */
public interface EmptyNames {
  /** Guilty. */
  interface TwinImpl {}

  /** Guilty. */
  interface TwinManager {}

  /** Guilty. */
  interface TwinUtil {}

  /** Guilty. */
  interface TwinUtils {}

  /** Guilty. */
  interface TwinHelper {}
}
