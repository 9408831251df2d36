package io.twinhub.domain.message.queue;

import java.time.Instant;

/**
 * The lock of a receiver that holds a message.
 *
 * @param token identifies this delivery
 * @param until when the lock expires
 * @param holder the receiver whose end frees the message, or {@link #NOBODY}
 */
public record MessageLock(LockToken token, Instant until, long holder) {
  /** The holder of a lock that only its expiry frees. */
  public static final long NOBODY = 0;
}
