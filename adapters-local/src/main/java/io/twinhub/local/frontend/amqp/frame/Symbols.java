package io.twinhub.local.frontend.amqp.frame;

import io.twinhub.local.frontend.net.ProtocolViolation;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the different symbols that clients send, since the engine keeps each for the life of the process.
 * Honest clients together use a few hundred, and always the same ones.
 */
public final class Symbols {
  /** How many different symbols all clients together may send; a hub setting. */
  public static final int KNOWN_MAX = 10_000;

  /** How many previously unseen symbols one connection may bring; a hub setting. */
  public static final int NEW_MAX = 200;

  /** The longest symbol, in bytes. Source: AMQP 1.0, section 1.6.21, short form. */
  public static final int LENGTH_MAX = 255;

  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /** A new share for one connection. */
  public Share newShare() {
    return new Share();
  }

  /** One connection's share. */
  public final class Share {
    private final AtomicInteger brought = new AtomicInteger();

    private Share() {}

    /**
     * Passes silently if the engine may see {@code symbol}.
     *
     * @throws ProtocolViolation if there are too many
     */
    void require(String symbol) {
      if (known.contains(symbol)) {
        return;
      }
      if (brought.incrementAndGet() > NEW_MAX) {
        throw new ProtocolViolation("more than %d symbols that no client uses".formatted(NEW_MAX));
      }
      if (known.size() >= KNOWN_MAX) {
        throw new ProtocolViolation(
            "an unknown symbol, and clients sent %d different ones already".formatted(KNOWN_MAX));
      }
      known.add(symbol);
    }
  }
}
