package io.twinhub.local.frontend.amqp.link;

/**
 * A number of an unsigned type, which Java does not have.
 *
 * @param bytes the size of the type: 1 for a ubyte, 8 for a ulong
 * @param value the value; values above {@link Long#MAX_VALUE} appear as negative
 */
public record Unsigned(int bytes, long value) {

  /** An AMQP ubyte; larger values are reduced to the maximum. */
  public static Unsigned ubyte(int value) {
    return new Unsigned(Byte.BYTES, Math.min(value, (1 << Byte.SIZE) - 1));
  }

  /** An AMQP ulong. */
  public static Unsigned ulong(long value) {
    return new Unsigned(Long.BYTES, value);
  }
}
