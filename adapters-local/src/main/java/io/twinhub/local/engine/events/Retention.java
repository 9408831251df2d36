package io.twinhub.local.engine.events;

import io.twinhub.domain.message.event.EventLimits;
import java.time.Duration;

/**
 * How much a log keeps. The oldest events of a partition are dropped when either limit is exceeded.
 *
 * @param age how long an event is kept
 * @param bytesMax how many bytes of messages the whole log holds; each partition has its share
 */
public record Retention(Duration age, long bytesMax) {
  /** How many bytes a log on disk holds by default: 256 MiB. This hub's own limit. */
  public static final long DISK_BYTES_DEFAULT = 256L << 20;

  /** How many bytes a log in memory holds by default: 32 MiB. This hub's own limit. */
  public static final long MEMORY_BYTES_DEFAULT = 32L << 20;

  /** What a log on disk keeps by default. */
  public static final Retention ON_DISK =
      new Retention(EventLimits.RETENTION_DEFAULT, DISK_BYTES_DEFAULT);

  /** What a log in memory keeps by default. */
  public static final Retention IN_MEMORY =
      new Retention(EventLimits.RETENTION_DEFAULT, MEMORY_BYTES_DEFAULT);
}
