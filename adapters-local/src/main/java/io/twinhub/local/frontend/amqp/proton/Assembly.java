package io.twinhub.local.frontend.amqp.proton;

import io.twinhub.local.frontend.amqp.link.AmqpLink;
import java.io.ByteArrayOutputStream;

/** The bytes of a message that comes in several transfers. */
final class Assembly {
  private final Total total;
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);

  Assembly(Total total) {
    this.total = total;
  }

  /** How many bytes of unfinished messages a connection holds. */
  static final class Total {
    /** The most; a hub setting. */
    static final int BYTES_MAX = 1024 * 1024;

    private int held;

    private void add(int count) {
      held += count;
    }

    /** Whether there are more than allowed. */
    boolean isExceeded() {
      return held > BYTES_MAX;
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

  /** The whole message; the next begins. */
  byte[] take() {
    byte[] message = bytes.toByteArray();
    clear();
    return message;
  }

  /** Forgets what came. */
  void clear() {
    total.add(-bytes.size());
    bytes = new ByteArrayOutputStream(0);
  }
}
