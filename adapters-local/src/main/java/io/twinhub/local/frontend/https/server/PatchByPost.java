package io.twinhub.local.frontend.https.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;

/** Takes a POST for a PATCH if it says so, since the JDK's light HTTP client has no PATCH. */
public final class PatchByPost extends ChannelInboundHandlerAdapter {
  /** The header that names the method which is meant. */
  public static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof HttpRequest request
        && request.method().equals(HttpMethod.POST)
        && HttpMethod.PATCH.name().equals(request.headers().get(METHOD_OVERRIDE))) {
      request.setMethod(HttpMethod.PATCH);
    }
    ctx.fireChannelRead(message);
  }
}
