package io.twinhub.local.frontend.https.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.net.SocketAddress;

/**
 * Where a response is sent.
 *
 * @param ctx the connection
 * @param head the head of the request
 * @param after what happens to the connection once the response is sent
 */
record Exchange(ChannelHandlerContext ctx, HttpRequest head, After after) {
  /** What happens to a connection after a response. */
  enum After {
    /** The next request is read. */
    GO_ON,
    /** The connection is closed. */
    CLOSE,
    /** The connection is closed once the client has stopped sending, or after a short while. */
    LINGER
  }

  /** Stands for a head that could not be read. */
  static final HttpRequest UNREADABLE =
      new DefaultHttpRequest(HttpVersion.HTTP_1_1, new HttpMethod("UNREADABLE"), "/");

  /** The exchange for a request that was read completely. */
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
