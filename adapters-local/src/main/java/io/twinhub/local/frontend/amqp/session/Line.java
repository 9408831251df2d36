package io.twinhub.local.frontend.amqp.session;

import io.netty.channel.Channel;
import io.twinhub.local.frontend.net.SerialExecutor;
import io.twinhub.local.frontend.net.Turns;

/**
 * One connection, as those see it who work on it.
 *
 * @param channel the socket
 * @param work runs what may wait, in order, off the event loop
 * @param turns the same, as far as the client's bytes hold memory until then
 * @param departure its end
 */
public record Line(Channel channel, SerialExecutor work, Turns turns, Departure departure) {

  /** Runs {@code task} on the event loop. */
  void onLoop(Runnable task) {
    Turns.onLoop(channel, task);
  }
}
