package io.twinhub.local.frontend.https.server;

import io.netty.buffer.ByteBuf;
import io.twinhub.local.frontend.net.ByteBudget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The body of the request that is being read, and its share of the hub's memory. */
final class Body {
  /** A body is read into one array and passed on in another. */
  private static final int COPIES = 2;

  private final ByteBudget budget;
  private ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
  private Optional<ByteBudget.Claim> claim = Optional.empty();

  Body(ByteBudget budget) {
    this.budget = budget;
  }

  int length() {
    return bytes.size();
  }

  /** Reserves {@code length} bytes; {@code granted} runs, on any thread, once they are available. */
  void reserve(int length, Runnable granted) {
    ByteBudget.Claim made = budget.newClaim();
    claim = Optional.of(made);
    made.whenFree((long) length * COPIES, granted);
  }

  /** Whether there is room for more than a small body. */
  boolean isReserved() {
    return claim.isPresent();
  }

  void append(ByteBuf piece) {
    try {
      piece.readBytes(bytes, piece.readableBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  /** The whole body; its memory stays reserved until {@link #release}. */
  byte[] take() {
    byte[] whole = bytes.toByteArray();
    bytes = new ByteArrayOutputStream(0);
    return whole;
  }

  /** Discards the body and releases its memory. */
  void release() {
    bytes = new ByteArrayOutputStream(0);
    claim.ifPresent(ByteBudget.Claim::close);
    claim = Optional.empty();
  }
}
