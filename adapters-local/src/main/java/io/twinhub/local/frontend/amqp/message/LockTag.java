package io.twinhub.local.frontend.amqp.message;

import io.twinhub.domain.message.queue.LockToken;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A lock token as the tag of a delivery: 16 bytes in the order of .NET's {@code Guid.ToByteArray}. */
final class LockTag {
  private static final int BYTES = 16;

  private LockTag() {}

  /** The first three groups begin with their lowest byte. */
  static byte[] of(LockToken token) {
    long high = token.value().getMostSignificantBits();
    return ByteBuffer.allocate(BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt((int) (high >> Integer.SIZE))
        .putShort((short) (high >> Short.SIZE))
        .putShort((short) high)
        .order(ByteOrder.BIG_ENDIAN)
        .putLong(token.value().getLeastSignificantBits())
        .array();
  }
}
