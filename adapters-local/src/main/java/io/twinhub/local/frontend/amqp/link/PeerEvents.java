package io.twinhub.local.frontend.amqp.link;

import java.util.function.Consumer;

/** What the engine tells of the peer at the other end of a connection. */
public interface PeerEvents {

  /**
   * The client chose a SASL mechanism.
   *
   * @param mechanism one of those offered, or another
   * @param response what it sent along
   * @param outcome to be called once, on the event loop: whether the client may go on
   */
  void authenticate(String mechanism, byte[] response, Consumer<Boolean> outcome);

  /** The connection is open: both sides have named their limits. */
  void opened();

  /** Whether the client has proven who it is. */
  boolean isKnown();

  /** The client wants a link. */
  void attach(LinkRequest request);
}
