package io.twinhub.local.frontend.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last handler of every pipeline: what no protocol handled is an error of the network or a mistake of
 * ours, and ends the connection.
 */
final class LastResort extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(LastResort.class);

  /** Adds handlers as {@code setup} says, and keeps this one behind them. */
  static void addBefore(ChannelPipeline pipeline, ConnectionSetup setup, SerialExecutor work) {
    if (pipeline.get(LastResort.class) != null) {
      pipeline.remove(LastResort.class);
    }
    setup.addHandlers(pipeline, work);
    pipeline.addLast(new LastResort());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("{} ends", ctx.channel(), cause);
    Outbound.close(ctx);
  }
}
