package io.twinhub.local.engine.rows;

import io.twinhub.domain.identity.Identity;
import java.time.Instant;

/**
 * When a device last sent or received something, and how many messages wait for it. Written by its
 * connection and its queue; any thread may read it.
 */
public final class Activity {
  /**
   * Shared by all that have neither connected nor got a message since the hub started; it never changes.
   */
  public static final Activity NONE = new Activity();

  private volatile Instant last = Identity.NEVER;
  private volatile int messages;

  Instant last() {
    return last;
  }

  public void at(Instant now) {
    last = now;
  }

  /** How many messages wait for the device; 0 for {@link #NONE}. */
  public int messages() {
    return messages;
  }

  /** Notes how many messages wait for the device. */
  public void messages(int count) {
    messages = count;
  }
}
