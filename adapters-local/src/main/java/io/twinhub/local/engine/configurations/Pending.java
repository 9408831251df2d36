package io.twinhub.local.engine.configurations;

/** What a pass over all twins must know, and whether one is to be made after a restart. */
interface Pending {

  /** The configurations that are committed. */
  ActiveSet visible();

  /** Counts the changes of configurations, those that are not committed yet included. */
  long mark();

  /** Notes durably that all twins are as the configurations want, unless one has changed since {@code mark}. */
  void done(long mark);
}
