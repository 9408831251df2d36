package io.twinhub.local.frontend.amqp.link;

import java.util.function.Consumer;

/** What the engine reports about the peer at the other end of a connection. */
public interface PeerEvents {

  /**
   * The client chose a SASL mechanism.
   *
   * @param mechanism one of those offered, or another
   * @param response its initial response
   * @param outcome to be called once, on the event loop, with whether the client may go on
   */
  void authenticate(String mechanism, byte[] response, Consumer<Boolean> outcome);

  /** The connection is open: both sides have announced their limits. */
  void opened();

  /** Whether the client is authenticated. */
  boolean isKnown();

  /** The client wants a link. */
  void attach(LinkRequest request);
}
