package io.twinhub.local.frontend.https.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.net.SocketAddress;

/**
 * The place that an answer goes to.
 *
 * @param ctx the connection
 * @param head the head of the request
 * @param after what becomes of the connection when the answer is sent
 */
record Exchange(ChannelHandlerContext ctx, HttpRequest head, After after) {
  /** What becomes of a connection. */
  enum After {
    /** The next request is read. */
    GO_ON,
    /** It ends. */
    CLOSE,
    /** It ends when the client has stopped sending, or soon. */
    LINGER
  }

  /** Stands for a head that could not be read. */
  static final HttpRequest UNREADABLE =
      new DefaultHttpRequest(HttpVersion.HTTP_1_1, new HttpMethod("UNREADABLE"), "/");

  /** The place for the answer to a request that was read to its end. */
  static Exchange of(ChannelHandlerContext ctx, HttpRequest head) {
    return new Exchange(ctx, head, HttpUtil.isKeepAlive(head) ? After.GO_ON : After.CLOSE);
  }

  /** Method and path, for logs. */
  String line() {
    String uri = head.uri();
    int question = uri.indexOf('?');
    return head.method().name() + " " + (question < 0 ? uri : uri.substring(0, question));
  }

  SocketAddress from() {
    return ctx.channel().remoteAddress();
  }
}
