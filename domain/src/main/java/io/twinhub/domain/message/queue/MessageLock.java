package io.twinhub.domain.message.queue;

import java.time.Instant;

/**
 * That somebody holds a message.
 *
 * @param token names this delivery
 * @param until when it ends by itself
 * @param holder the receiver whose end frees it, or {@link #NOBODY}
 */
public record MessageLock(LockToken token, Instant until, long holder) {
  /** The holder of what only time frees. */
  public static final long NOBODY = 0;
}
