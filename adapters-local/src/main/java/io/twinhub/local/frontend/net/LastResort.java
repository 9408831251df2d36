package io.twinhub.local.frontend.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last handler of every pipeline: an error that no protocol handled is a network error or a bug in the
 * hub, and ends the connection.
 */
final class LastResort extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(LastResort.class);

  /** Adds the handlers of {@code setup} in front of this one. */
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
