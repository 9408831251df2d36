package io.twinhub.domain.job;

import java.time.Duration;

/** The limits of scheduled jobs. Source, unless said otherwise: Azure's pages on jobs and on quotas. */
public final class JobLimits {
  /** The longest id, in characters. */
  public static final int ID_LENGTH_MAX = 64;

  /** The longest condition, in characters. */
  public static final int CONDITION_LENGTH_MAX = 8192;

  /** How long a job may take if its request does not say. Source: the defaults of clients. */
  public static final Duration EXECUTION_DEFAULT = Duration.ofHours(1);

  /** The longest time that a job may take. This limit is ours: no job outlives the history. */
  public static final Duration EXECUTION_MAX = Duration.ofDays(30);

  /** How far in the future a job may start. This limit is ours, to find mistyped years. */
  public static final Duration AHEAD_MAX = Duration.ofDays(366);

  /** How long a job is kept after its end. */
  public static final Duration HISTORY = Duration.ofDays(30);

  private JobLimits() {}
}
