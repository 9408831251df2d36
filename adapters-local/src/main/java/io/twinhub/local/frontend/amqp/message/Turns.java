package io.twinhub.local.frontend.amqp.message;

import io.netty.channel.Channel;
import io.twinhub.domain.error.HubException;
import io.twinhub.local.frontend.amqp.link.AmqpCondition;
import io.twinhub.local.frontend.net.OrderedWork;
import io.twinhub.local.frontend.net.SerialExecutor;
import java.util.function.Consumer;

/**
 * The executors on which the work of a link is done.
 *
 * @param channel the socket
 * @param work runs tasks that may wait, in order, off the event loop
 * @param ordered the same, as long as the client is connected
 * @param log one line for each refusal
 */
public record Turns(
    Channel channel, SerialExecutor work, OrderedWork ordered, Consumer<HubException> log) {
  /** Why nothing more is taken. */
  public static final AmqpCondition BUSY =
      new AmqpCondition(AmqpCondition.LIMIT, "the hub is busy, or stopping");

  /** Runs {@code task} on the event loop. */
  public void onLoop(Runnable task) {
    OrderedWork.onLoop(channel, task);
  }
}
