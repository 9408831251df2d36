package io.twinhub.local.frontend.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundInvoker;

/**
 * Sends and closes without waiting. The results of Netty's futures can be ignored here: a connection on which
 * a write fails is closed, and closing twice does nothing. Safe to call from any thread.
 */
public final class Outbound {
  private Outbound() {}

  /** Sends {@code message}; if that fails the connection ends. */
  public static void send(ChannelOutboundInvoker to, Object message) {
    to.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
  }

  /** Sends {@code message} and then closes. */
  public static void sendAndClose(ChannelOutboundInvoker to, Object message) {
    to.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE);
  }

  /** Queues {@code message} until the next flush; if that fails the connection ends. */
  public static void queue(ChannelOutboundInvoker to, Object message) {
    to.write(message).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
  }

  /**
   * Queues {@code message} as {@link #queue(ChannelOutboundInvoker, Object)}, and tells on the event loop what
   * became of it.
   */
  public static void queue(ChannelOutboundInvoker to, Object message, Fate fate) {
    to.write(message)
        .addListener(ChannelFutureListener.CLOSE_ON_FAILURE)
        .addListener(future -> fate.known(future.isSuccess()));
  }

  /** Is told whether something was written to the socket. */
  @FunctionalInterface
  public interface Fate {
    /** It was, or was not. */
    void known(boolean written);
  }

  /** Closes without a word, as a broken network does: no handler sends anything more. */
  public static void drop(Channel channel) {
    OrderedWork.onLoop(channel, () -> channel.unsafe().close(channel.newPromise()));
  }

  /** Closes. */
  public static void close(ChannelOutboundInvoker connection) {
    connection.close().addListener(closed -> {});
  }
}
