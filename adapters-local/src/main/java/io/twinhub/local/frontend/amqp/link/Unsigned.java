package io.twinhub.local.frontend.amqp.link;

/**
 * A number of a type that Java has not.
 *
 * @param bytes how many the type has: 1 for a ubyte, 8 for a ulong
 * @param value its value; above {@link Long#MAX_VALUE} it is negative here
 */
public record Unsigned(int bytes, long value) {

  /** An AMQP ubyte; a larger value becomes the largest. */
  public static Unsigned ubyte(int value) {
    return new Unsigned(Byte.BYTES, Math.min(value, (1 << Byte.SIZE) - 1));
  }

  /** An AMQP ulong. */
  public static Unsigned ulong(long value) {
    return new Unsigned(Long.BYTES, value);
  }
}
