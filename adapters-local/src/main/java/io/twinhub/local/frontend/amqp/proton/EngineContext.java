package io.twinhub.local.frontend.amqp.proton;

import io.twinhub.local.frontend.amqp.frame.Symbols;

/**
 * What links need of their connection.
 *
 * @param symbols which symbols the client may bring
 * @param assembled how many bytes of unfinished messages there are
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
