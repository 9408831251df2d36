package io.twinhub.local.frontend.https.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.ReferenceCountUtil;
import io.twinhub.local.frontend.net.Outbound;
import io.twinhub.local.frontend.net.ProtocolViolation;

/**
 * Converts WebSocket frames to a stream of bytes and back, so that the handlers behind it are those of a
 * plain port. Frame boundaries have no meaning: Node splits one MQTT packet over several frames.
 *
 * <p>A close frame counts whatever its code: Java's device client sends 12592.
 */
final class WebSocketBytes extends ChannelDuplexHandler {
  private boolean closing;

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf) {
      ctx.fireChannelRead(message);
      return;
    }
    try {
      if (message instanceof PingWebSocketFrame ping) {
        pong(ctx, ping);
      } else if (message instanceof CloseWebSocketFrame) {
        close(ctx, WebSocketCloseStatus.NORMAL_CLOSURE);
      } else if (message instanceof TextWebSocketFrame) {
        close(ctx, WebSocketCloseStatus.INVALID_MESSAGE_TYPE);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  /** Bytes that are not a WebSocket frame end the connection; the protocol behind logs that. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof ProtocolViolation) {
      close(ctx, WebSocketCloseStatus.PROTOCOL_ERROR);
    }
    ctx.fireExceptionCaught(cause);
  }

  /** A client that does not read its pongs is not sent more of them. */
  private static void pong(ChannelHandlerContext ctx, PingWebSocketFrame ping) {
    if (ctx.channel().isWritable()) {
      Outbound.send(ctx, new PongWebSocketFrame(ping.content().retain()));
    }
  }

  private void close(ChannelHandlerContext ctx, WebSocketCloseStatus status) {
    if (!closing) {
      closing = true;
      Outbound.sendAndClose(ctx, new CloseWebSocketFrame(status, ""));
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    Object frame = message instanceof ByteBuf bytes ? new BinaryWebSocketFrame(bytes) : message;
    ctx.write(frame, promise).addListener(written -> {});
  }

  /** Sends a close frame before the protocol behind closes the connection. */
  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    if (!closing && ctx.channel().isActive()) {
      closing = true;
      ctx.writeAndFlush(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE, ""))
          .addListener(sent -> ctx.close(promise).addListener(closed -> {}));
    } else {
      ctx.close(promise).addListener(closed -> {});
    }
  }
}
