package io.twinhub.local.frontend.amqp.link;

/**
 * A client's disposition of a message that it was sent. The hub settles it in turn: .NET's client waits for
 * {@code accepted}, whatever outcome it sent itself.
 */
public interface Disposition extends Settleable {

  /** The client's outcome. */
  Outcome outcome();

  /** The outcomes of AMQP. */
  enum Outcome {
    /** The client has processed the message. */
    ACCEPTED,
    /** The client refuses the message for good. */
    REJECTED,
    /** The client gives the message back, or settles it without an outcome. */
    RELEASED
  }
}
