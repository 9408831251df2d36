package io.twinhub.local.frontend.amqp.session;

import io.netty.channel.Channel;
import io.twinhub.local.frontend.net.OrderedWork;
import io.twinhub.local.frontend.net.SerialExecutor;

/**
 * One connection, as those see it who work on it.
 *
 * @param channel the socket
 * @param work runs what may wait, in order, off the event loop
 * @param ordered the same, as far as the client's bytes hold memory until then
 * @param end its end
 */
public record AmqpConnection(
    Channel channel, SerialExecutor work, OrderedWork ordered, ConnectionEnd end) {

  /** Runs {@code task} on the event loop. */
  void onLoop(Runnable task) {
    OrderedWork.onLoop(channel, task);
  }
}
