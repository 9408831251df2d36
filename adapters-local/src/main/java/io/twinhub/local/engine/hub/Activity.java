package io.twinhub.local.engine.hub;

import io.twinhub.domain.identity.Identity;
import java.time.Instant;

/** When a device last sent or received something. Written by its connection, read by anybody. */
final class Activity {
  /** That of everybody who has not connected since the hub started; it never moves. */
  static final Activity NONE = new Activity();

  private volatile Instant last = Identity.NEVER;

  Instant last() {
    return last;
  }

  void at(Instant now) {
    last = now;
  }
}
