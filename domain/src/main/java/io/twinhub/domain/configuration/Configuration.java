package io.twinhub.domain.configuration;

import io.twinhub.domain.identity.IdentityEtag;
import io.twinhub.domain.twin.property.Author;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;

/**
 * An automatic configuration: settings for all twins that match a condition.
 *
 * @param wanted what the client asked for
 * @param created when it was created
 * @param changed when it was last changed
 * @param etag changes with each write
 */
public record Configuration(
    ConfigurationRequest wanted, Instant created, Instant changed, String etag) {
  /** The highest priority: what clients read as a 32-bit number. */
  public static final long PRIORITY_MAX = Integer.MAX_VALUE;

  /** How many custom metrics one may have. Source: Azure's page on automatic device management. */
  public static final int METRICS_MAX = 5;

  /**
   * The most important first: by priority, then the later created. Two that were created at one moment are
   * ordered by their ids.
   */
  public static final Comparator<Configuration> BY_IMPORTANCE = Comparator.comparingLong(
          (Configuration one) -> one.wanted().priority())
      .thenComparing(one -> one.created())
      .thenComparing(Configuration::id)
      .reversed();

  /** The 100-nanosecond steps from the year 1 to 1970. */
  private static final long TICKS_AT_EPOCH = 621_355_968_000_000_000L;

  private static final long TICKS_PER_SECOND = 10_000_000;
  private static final int NANOS_PER_TICK = 100;

  /** A new configuration. */
  public static Configuration created(ConfigurationRequest wanted, Instant now) {
    return new Configuration(wanted, now, now, IdentityEtag.of(1).value());
  }

  /** This configuration with another condition, priority, labels and metrics. */
  public Configuration changed(ConfigurationRequest newWanted, Instant now) {
    String counted = new String(Base64.getDecoder().decode(etag), StandardCharsets.ISO_8859_1);
    return new Configuration(
        newWanted, created, now, IdentityEtag.of(Long.parseLong(counted) + 1).value());
  }

  /** Its id. */
  public ConfigurationId id() {
    return wanted.id();
  }

  /** How it signs the values that it writes. */
  public Author author() {
    long ticks = TICKS_AT_EPOCH
        + created.getEpochSecond() * TICKS_PER_SECOND
        + created.getNano() / NANOS_PER_TICK;
    return new Author(id().value(), Long.toString(ticks));
  }
}
