package io.twinhub.local.frontend.amqp.session;

import io.netty.channel.Channel;
import io.twinhub.local.frontend.net.OrderedWork;
import io.twinhub.local.frontend.net.SerialExecutor;

/**
 * One connection as seen by the classes that work on it.
 *
 * @param channel the socket
 * @param work runs tasks that may wait, in order, off the event loop
 * @param ordered the same, for tasks that hold the client's bytes in memory until then
 * @param end ends the connection
 */
public record AmqpConnection(
    Channel channel, SerialExecutor work, OrderedWork ordered, ConnectionEnd end) {

  /** Runs {@code task} on the event loop. */
  void onLoop(Runnable task) {
    OrderedWork.onLoop(channel, task);
  }
}
