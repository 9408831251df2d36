package io.twinhub.local.frontend.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.ScheduledFuture;
import io.twinhub.local.frontend.net.log.CondensedLog;
import io.twinhub.local.frontend.net.tls.TlsProblem;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a connection to its protocol once the handshake is done. Ends connections that never complete the
 * handshake, and those that do not read what they are sent.
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {
  /** How long a client may leave a full send buffer unread. */
  static final Duration STALL_TIMEOUT = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(ConnectionGuard.class);

  private final String endpoint;
  private final CondensedLog condensed;
  private final Runnable protocol;
  private boolean handshakeDone;
  private @Nullable ScheduledFuture<?> stalled;

  /**
   * @param endpoint what the log calls the listener
   * @param protocol adds the protocol's handlers behind this one
   */
  ConnectionGuard(String endpoint, CondensedLog condensed, Runnable protocol) {
    this.endpoint = endpoint;
    this.condensed = condensed;
    this.protocol = protocol;
  }

  /** Hands the connection to the protocol. */
  void open() {
    handshakeDone = true;
    protocol.run();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        open();
      } else {
        tell(ctx, "no TLS: " + TlsProblem.sentence(handshake.cause()));
        Outbound.close(ctx);
      }
      return;
    }
    super.userEventTriggered(ctx, event);
  }

  private void tell(ChannelHandlerContext ctx, String what) {
    String client = String.valueOf(ctx.channel().remoteAddress());
    if (condensed.isNew(client, endpoint + ": " + what)) {
      LOG.info("{}: {} ({})", endpoint, what, client);
    }
  }

  /** A failure before the end of the handshake is logged by the event above. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (handshakeDone) {
      ctx.fireExceptionCaught(cause);
    } else {
      LOG.debug("{} ends", ctx.channel(), cause);
      Outbound.close(ctx);
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
    cancel();
    if (!ctx.channel().isWritable()) {
      stalled = ctx.executor()
          .schedule(
              () -> {
                tell(ctx, "the client does not read");
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
