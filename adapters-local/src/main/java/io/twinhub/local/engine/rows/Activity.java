package io.twinhub.local.engine.rows;

import io.twinhub.domain.identity.Identity;
import java.time.Instant;

/** When a device last sent or received something. Written by its connection, read by anybody. */
public final class Activity {
  /** That of everybody who has not connected since the hub started; it never moves. */
  public static final Activity NONE = new Activity();

  private volatile Instant last = Identity.NEVER;

  Instant last() {
    return last;
  }

  public void at(Instant now) {
    last = now;
  }
}
