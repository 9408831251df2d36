package io.twinhub.domain.message;

import java.time.Duration;
import java.time.Instant;

/**
 * The limits of cloud-to-device messages and their feedback. Source, unless said otherwise: Azure's pages on
 * cloud-to-device messages and on quotas, with the values that a new hub has.
 */
public final class MessageLimits {
  /** The largest message, in bytes: body, system values, names and values of application properties. */
  public static final int MESSAGE_BYTES_MAX = 64 * 1024;

  /** The longest message id, in characters. */
  public static final int ID_LENGTH_MAX = 128;

  /** How many messages of one device or module may be in its queue, waiting or held. */
  public static final int QUEUE_DEPTH_MAX = 50;

  /** How often a message is delivered at most. */
  public static final int DELIVERIES_MAX = 10;

  /** How long a message waits if its sender sets no expiry. */
  public static final Duration TIME_TO_LIVE_DEFAULT = Duration.ofHours(1);

  /** How long a device holds a message. */
  public static final Duration LOCK_DEFAULT = Duration.ofMinutes(1);

  /** The shortest lock that a device may ask for. */
  public static final Duration LOCK_MIN = Duration.ofSeconds(5);

  /** The longest lock that a device may ask for. */
  public static final Duration LOCK_MAX = Duration.ofMinutes(5);

  /** The earliest expiry that the service's time format can express. */
  public static final Instant EXPIRY_MIN = Instant.parse("0001-01-01T00:00:00Z");

  /** The latest expiry that the service's time format can express. */
  public static final Instant EXPIRY_MAX = Instant.parse("9999-12-31T23:59:59.999999900Z");

  /** How many records one feedback message holds. */
  public static final int FEEDBACK_RECORDS_MAX = 64;

  /**
   * How long a record waits for others before a feedback message leaves. Azure waits 15 seconds; a local hub
   * does not make its users wait that long.
   */
  public static final Duration FEEDBACK_WAIT = Duration.ofSeconds(1);

  /** How long feedback waits for a reader. */
  public static final Duration FEEDBACK_TIME_TO_LIVE = Duration.ofHours(1);

  /** How long a reader holds a feedback message. */
  public static final Duration FEEDBACK_LOCK = Duration.ofMinutes(1);

  /** How often a feedback message is delivered at most. */
  public static final int FEEDBACK_DELIVERIES_MAX = 10;

  /**
   * How many feedback messages wait at most; if one more comes, the oldest is dropped. This limit is this
   * hub's own.
   */
  public static final int FEEDBACK_BATCHES_MAX = 1000;

  private MessageLimits() {}
}
