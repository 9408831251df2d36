package io.twinhub.local.engine.messages;

import io.twinhub.domain.message.queue.LockToken;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Numbers for messages, feedback and receivers, and lock tokens that cannot be guessed. */
final class Numbers {
  private static final int TOKEN_BYTES = 16;

  private final AtomicLong sequence = new AtomicLong();
  private final AtomicLong flows = new AtomicLong();
  private final RandomGenerator random;

  /** Takes lock tokens from {@code random}. */
  Numbers(RandomGenerator random) {
    this.random = random;
  }

  /** Gives only numbers above {@code used} from now on. */
  void beyond(long used) {
    sequence.accumulateAndGet(used, Math::max);
  }

  /** The next place in a queue. */
  long next() {
    return sequence.incrementAndGet();
  }

  /** The number of a new receiver. */
  long nextFlow() {
    return flows.incrementAndGet();
  }

  LockToken token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return new LockToken(UUID.nameUUIDFromBytes(bytes));
  }
}
