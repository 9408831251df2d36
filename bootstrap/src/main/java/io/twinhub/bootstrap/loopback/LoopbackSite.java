package io.twinhub.bootstrap.loopback;

import java.io.IOException;

/** A part of what a {@link LoopbackServer} serves. */
public interface LoopbackSite {

  /** Whether a request for {@code path}, which is decoded, belongs to this site. */
  boolean serves(String path);

  /**
   * Answers a request. The body has not been read, and nothing but the Host header has been checked.
   *
   * @throws IOException if the client has gone
   */
  void answer(LoopbackExchange exchange) throws IOException;
}
