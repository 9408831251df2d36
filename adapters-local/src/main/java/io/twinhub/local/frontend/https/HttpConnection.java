package io.twinhub.local.frontend.https;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.RequestError;
import io.twinhub.local.frontend.net.Outbound;
import io.twinhub.local.frontend.net.PeerCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Collects the requests of one connection and has them answered, one after the other: the next is not
 * read before the answer to the last is sent, so pipelined requests stay in order and none piles up.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter {
  private final RequestClock clock;
  private final Answering answering;
  private final WebSocketUpgrade upgrade;

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private Optional<HttpRequest> head = Optional.empty();
  private boolean ending;

  HttpConnection(RequestClock clock, Answering answering, WebSocketUpgrade upgrade) {
    this.clock = clock;
    this.answering = answering;
    this.upgrade = upgrade;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof HttpObject part && !ending) {
        read(ctx, part);
      } else if (message instanceof LastHttpContent) {
        answering.afterAnswers(() -> Outbound.close(ctx)); // the end of a body that was refused
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void read(ChannelHandlerContext ctx, HttpObject part) {
    if (part.decoderResult().isFailure()) {
      end(ctx, malformed(part.decoderResult()), Exchange.After.CLOSE);
      return;
    }
    if (part instanceof HttpRequest request) {
      begin(ctx, request);
    }
    if (part instanceof HttpContent content && !ending) {
      append(ctx, content);
    }
    if (part instanceof LastHttpContent && !ending) {
      head.ifPresent(request -> complete(ctx, request));
    }
  }

  private void begin(ChannelHandlerContext ctx, HttpRequest request) {
    head = Optional.of(request);
    body.reset();
    if (HttpUtil.getContentLength(request, 0L) > HttpLimits.BODY_BYTES_MAX) {
      boolean waits = HttpUtil.is100ContinueExpected(request);
      end(ctx, tooLarge(), waits ? Exchange.After.CLOSE : Exchange.After.LINGER);
    } else if (HttpUtil.is100ContinueExpected(request)) {
      Outbound.send(
          ctx, new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    }
  }

  private void append(ChannelHandlerContext ctx, HttpContent content) {
    int length = content.content().readableBytes();
    if (body.size() + length > HttpLimits.BODY_BYTES_MAX) {
      end(ctx, tooLarge(), Exchange.After.LINGER);
      return;
    }
    try {
      content.content().readBytes(body, length);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  private void complete(ChannelHandlerContext ctx, HttpRequest request) {
    head = Optional.empty();
    clock.received();
    ctx.channel().config().setAutoRead(false);
    Target target = Target.parse(request.uri());
    if (upgrade.concerns(target)) {
      Optional<HubError> refusal = upgrade.attempt(ctx, request);
      refusal.ifPresent(
          error -> answering.refuse(Exchange.of(ctx, request), error, () -> next(ctx)));
      return;
    }
    Request complete = new Request(
        request, target, body.toByteArray(), () -> PeerCertificate.chain(ctx.channel()));
    body.reset();
    answering.answer(Exchange.of(ctx, request), complete, () -> next(ctx));
  }

  private void next(ChannelHandlerContext ctx) {
    clock.answered();
    ctx.channel().config().setAutoRead(true);
  }

  /**
   * Refuses what is read no further. A body that is still coming is thrown away for a moment: to close at
   * once would take the answer from the client's hands.
   */
  private void end(ChannelHandlerContext ctx, HubError error, Exchange.After after) {
    ending = true;
    body.reset();
    answering.refuse(new Exchange(ctx, head.orElse(Exchange.UNREADABLE), after), error, () -> {});
    ScheduledFuture<?> unused = ctx.executor()
        .schedule(
            () -> Outbound.close(ctx), HttpLimits.LINGER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static HubError tooLarge() {
    return new RequestError.Refused(
        ErrorCode.MESSAGE_TOO_LARGE,
        "the body is longer than %d bytes, the most that are read"
            .formatted(HttpLimits.BODY_BYTES_MAX));
  }

  private static HubError malformed(DecoderResult result) {
    return result.cause() instanceof TooLongFrameException
        ? new RequestError.Invalid(
            "the request line is longer than %d bytes, or all headers than %d"
                .formatted(HttpLimits.LINE_BYTES_MAX, HttpLimits.HEAD_BYTES_MAX))
        : new RequestError.Invalid("the request is not HTTP/1.1");
  }
}
