package io.twinhub.domain.message.event;

import java.time.Duration;

/**
 * The limits of telemetry and of the event log. Source, unless said otherwise: Azure's pages on quotas and on
 * endpoints.
 */
public final class EventLimits {
  /** The largest message, in bytes: body, system properties, names and values of application properties. */
  public static final int MESSAGE_BYTES_MAX = 256 * 1024;

  /** How many messages one batch may hold. This limit is this hub's own: Azure counts only bytes. */
  public static final int BATCH_MESSAGES_MAX = 5_000;

  /** How many partitions a log has by default. */
  public static final int PARTITIONS_DEFAULT = 4;

  /** The fewest partitions. */
  public static final int PARTITIONS_MIN = 2;

  /** The most partitions. */
  public static final int PARTITIONS_MAX = 32;

  /** How long an event is kept by default. */
  public static final Duration RETENTION_DEFAULT = Duration.ofDays(1);

  /** The longest retention. */
  public static final Duration RETENTION_MAX = Duration.ofDays(7);

  private EventLimits() {}
}
