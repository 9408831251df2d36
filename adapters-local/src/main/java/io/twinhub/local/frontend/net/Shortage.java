package io.twinhub.local.frontend.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs that a port cannot accept more connections, usually because the process may not open more files. Netty
 * tries again every second; one line per minute is enough.
 */
final class Shortage extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(Shortage.class);
  private static final long SILENCE_NANOS = 60_000_000_000L;

  private final String endpoint;
  private final IntSupplier connections;
  private long told = System.nanoTime() - SILENCE_NANOS;

  Shortage(String endpoint, IntSupplier connections) {
    this.endpoint = endpoint;
    this.connections = connections;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    long now = System.nanoTime();
    if (now - told >= SILENCE_NANOS) {
      told = now;
      LOG.error(
          "{}: cannot accept a connection beside the {} that are open: {}. Each needs an open file;"
              + " ulimit -n, before the hub is started, allows more",
          endpoint,
          connections.getAsInt(),
          String.valueOf(cause.getMessage()));
    }
  }
}
