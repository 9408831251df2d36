package io.twinhub.local.frontend.amqp.proton;

import io.twinhub.local.frontend.amqp.link.AmqpLink;
import io.twinhub.local.frontend.net.ByteBudget;
import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** The bytes of a message that arrives in several transfers. */
final class Assembly {
  private final Total total;
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);

  Assembly(Total total) {
    this.total = total;
  }

  /** Counts the bytes of unfinished messages that a connection holds. */
  static final class Total {
    /** The limit; a hub setting. */
    static final int BYTES_MAX = 1024 * 1024;

    /** The limit for a client that is not yet authenticated, enough for a few tokens; a hub setting. */
    static final int STRANGERS_BYTES_MAX = ByteBudget.SMALL_BYTES_MAX;

    private final ByteBudget.Claim claim;
    private int held;
    private boolean claimed;

    Total(ByteBudget.Claim claim) {
      this.claim = claim;
    }

    private void add(int count) {
      held += count;
      if (claimed && held <= ByteBudget.SMALL_BYTES_MAX) {
        claimed = !claim.resize(0);
      }
    }

    /** Why the connection holds too much; empty if it does not. */
    Optional<String> problem(boolean known) {
      int max = known ? BYTES_MAX : STRANGERS_BYTES_MAX;
      if (held > max) {
        return Optional.of("more than %d bytes of unfinished messages".formatted(max));
      }
      if (held <= ByteBudget.SMALL_BYTES_MAX) {
        return Optional.empty();
      }
      claimed = true;
      return claim.resize(held)
          ? Optional.empty()
          : Optional.of("the hub is busy with large messages and has no room for this one");
    }
  }

  /** Appends; false if the message becomes too large. */
  boolean append(byte[] piece) {
    if (bytes.size() + piece.length > AmqpLink.MESSAGE_BYTES_MAX) {
      clear();
      return false;
    }
    bytes.writeBytes(piece);
    total.add(piece.length);
    return true;
  }

  /** Returns the whole message and begins the next. */
  byte[] take() {
    byte[] message = bytes.toByteArray();
    clear();
    return message;
  }

  /** Discards the bytes received so far. */
  void clear() {
    total.add(-bytes.size());
    bytes = new ByteArrayOutputStream(0);
  }
}
