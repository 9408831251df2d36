package io.twinhub.local.frontend.amqp.link;

import java.util.function.Consumer;

/** One direction between the client and the hub, attached by the client. */
public interface AmqpLink {
  /** How many messages a client may send before the hub has processed the first; a hub setting. */
  int CREDIT = 32;

  /** The largest message, in bytes. Source: Azure's page on quotas, for messages from devices. */
  int MESSAGE_BYTES_MAX = 256 * 1024;

  /** Whether the link is open: neither side has ended it. */
  boolean isOpen();

  /** Whether a message may be sent now: the client gave credit and reads what it is sent. */
  boolean isReady();

  /** How many more messages the client will take. */
  int credit();

  /** Sends {@code message}, settled; call it only when {@link #isReady}. */
  void send(AmqpMessage message);

  /**
   * Sends {@code message} for the client to settle; call it only when {@link #isReady}.
   *
   * @param tag names the delivery
   * @param answer called once with the client's disposition; never if the link ends first
   */
  void send(AmqpMessage message, byte[] tag, Consumer<Disposition> answer);

  /** Sends a message that is encoded already, as {@link #send(AmqpMessage)}. */
  void send(byte[] encoded);

  /** Sends a message that is encoded already, as {@link #send(AmqpMessage, byte[], Consumer)}. */
  void send(byte[] encoded, byte[] tag, Consumer<Disposition> answer);

  /**
   * Settles the oldest messages that the client has not settled, so that no more than {@code max} remain.
   * Nothing is called with a disposition of theirs any more.
   */
  void forgetAllBut(int max);

  /** Whether the client asked for messages to be sent settled. */
  boolean wantsSettled();

  /** Lets the client send one more message, in return for one that the hub has processed. */
  void replenish();

  /** Ends the link. Ending twice does nothing. */
  void detach(AmqpCondition condition);

  /** Ends the session of the link, and so all its links. */
  void endSession(AmqpCondition condition);
}
