package io.twinhub.local.frontend.https.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.ScheduledFuture;
import io.netty.util.concurrent.Ticker;
import io.twinhub.local.frontend.https.route.RequestLog;
import io.twinhub.local.frontend.net.Outbound;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections whose requests take too long to arrive, however steadily their bytes trickle in. It sits
 * in front of the parser, which does not pass on an incomplete head. Each connection has one timer,
 * rescheduled only when it fires.
 */
public final class RequestClock extends ChannelInboundHandlerAdapter {
  private enum Phase {
    IDLE(HttpLimits.IDLE_TIMEOUT),
    RECEIVING(HttpLimits.RECEIVE_TIMEOUT),
    /** The hub is working; this time does not count against the client. */
    WORKING(Duration.ofDays(1));

    private final Duration limit;

    Phase(Duration limit) {
      this.limit = limit;
    }
  }

  private final RequestLog log;
  private Phase phase = Phase.RECEIVING;
  private Ticker ticker = Ticker.systemTicker();
  private long since;
  private @Nullable ScheduledFuture<?> timer;

  public RequestClock(RequestLog log) {
    this.log = log;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ticker = ctx.executor().ticker();
    enter(Phase.RECEIVING);
    ring(ctx, HttpLimits.RECEIVE_TIMEOUT.toNanos());
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (timer != null) {
      timer.cancel(false);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (phase == Phase.IDLE) {
      enter(Phase.RECEIVING);
    }
    ctx.fireChannelRead(message);
  }

  /**
   * Reads once more while a request is being answered: only a read reveals that the client has disconnected.
   * Anything that it sends instead stays in the parser until the response is sent. Safe to call from any
   * thread.
   */
  static void watch(ChannelHandlerContext inPipeline) {
    Optional.ofNullable(inPipeline.pipeline().context(RequestClock.class))
        .ifPresent(ChannelHandlerContext::read);
  }

  /** The request is complete. */
  void received() {
    enter(Phase.WORKING);
  }

  /** The response was sent. */
  void answered() {
    enter(Phase.IDLE);
  }

  private void enter(Phase next) {
    phase = next;
    since = ticker.nanoTime();
  }

  private void ring(ChannelHandlerContext ctx, long nanos) {
    timer = ctx.executor().schedule(() -> check(ctx), nanos, TimeUnit.NANOSECONDS);
  }

  private void check(ChannelHandlerContext ctx) {
    long left = phase.limit.toNanos() - (ticker.nanoTime() - since);
    if (left > 0) {
      // A shorter phase may begin before this one ends.
      ring(ctx, Math.min(left, HttpLimits.RECEIVE_TIMEOUT.toNanos()));
      return;
    }
    if (phase == Phase.RECEIVING) {
      log.slow(ctx.channel().remoteAddress(), phase.limit);
    }
    Outbound.close(ctx);
  }
}
