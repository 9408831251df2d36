package io.twinhub.local.frontend.amqp.link;

/**
 * What a client says of a message that it was sent. The hub settles it in turn: .NET's client waits for the
 * word {@code accepted}, whatever it said itself.
 */
public interface Disposition extends Settleable {

  /** What the client says. */
  Outcome outcome();

  /** The outcomes of AMQP. */
  enum Outcome {
    /** It has dealt with the message. */
    ACCEPTED,
    /** It does not want the message at all. */
    REJECTED,
    /** It gives the message back, or settles it without a word. */
    RELEASED
  }
}
