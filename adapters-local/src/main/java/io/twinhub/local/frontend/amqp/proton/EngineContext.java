package io.twinhub.local.frontend.amqp.proton;

import io.twinhub.local.frontend.amqp.frame.Symbols;

/**
 * The parts of a connection that its links need.
 *
 * @param symbols the symbols that the client may still bring
 * @param assembled the count of bytes in unfinished messages
 * @param onChange called when there is something to send
 * @param room whether more may be sent
 */
record EngineContext(
    Symbols.Share symbols, Assembly.Total assembled, Runnable onChange, SendingRoom room) {

  /** Notes that there is something to send. */
  void changed() {
    onChange.run();
  }
}
