package io.twinhub.local.frontend.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends connections that never get through the handshake, and those that do not read what is sent. */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {
  /** How long a client may leave a full send buffer unread. */
  static final Duration STALL_TIMEOUT = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionGuard.class);

  private final String endpoint;
  private @Nullable ScheduledFuture<?> stalled;

  ConnectionGuard(String endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
      LOG.info(
          "{}: no TLS with {}: {}",
          endpoint,
          ctx.channel().remoteAddress(),
          handshake.cause().toString());
      Outbound.close(ctx);
      return;
    }
    super.userEventTriggered(ctx, event);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
    cancel();
    if (!ctx.channel().isWritable()) {
      stalled = ctx.executor()
          .schedule(
              () -> {
                LOG.info("{}: {} does not read", endpoint, ctx.channel().remoteAddress());
                Outbound.close(ctx);
              },
              STALL_TIMEOUT.toMillis(),
              TimeUnit.MILLISECONDS);
    }
    super.channelWritabilityChanged(ctx);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    cancel();
    super.channelInactive(ctx);
  }

  private void cancel() {
    if (stalled != null) {
      stalled.cancel(false);
      stalled = null;
    }
  }
}
