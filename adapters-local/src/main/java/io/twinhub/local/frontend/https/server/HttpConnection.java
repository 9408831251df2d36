package io.twinhub.local.frontend.https.server;

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
import io.twinhub.local.frontend.https.route.Request;
import io.twinhub.local.frontend.https.route.RequestTarget;
import io.twinhub.local.frontend.https.websocket.WebSocketUpgrade;
import io.twinhub.local.frontend.net.ByteBudget;
import io.twinhub.local.frontend.net.OrderedWork;
import io.twinhub.local.frontend.net.Outbound;
import io.twinhub.local.frontend.net.tls.PeerCertificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Collects the requests of one connection and has them answered, one after the other: the next is not read
 * before the answer to the last is sent, so pipelined requests stay in order and do not pile up.
 *
 * <p>If a request's body is not small, its head is checked first: the body is read into memory only if the
 * sender is authenticated, the path exists, and the hub has room for it.
 */
public final class HttpConnection extends ChannelInboundHandlerAdapter {
  private final RequestClock clock;
  private final Answering answering;
  private final WebSocketUpgrade upgrade;
  private final Body body;

  private Optional<HttpRequest> head = Optional.empty();
  private boolean ending;

  public HttpConnection(
      RequestClock clock, Answering answering, WebSocketUpgrade upgrade, ByteBudget budget) {
    this.clock = clock;
    this.answering = answering;
    this.upgrade = upgrade;
    this.body = new Body(budget);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    body.release();
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
    long length = HttpUtil.getContentLength(request, 0L);
    if (length > HttpLimits.BODY_BYTES_MAX) {
      end(ctx, tooLarge(), afterRefusal(request));
    } else if (length > ByteBudget.SMALL_BYTES_MAX || HttpUtil.is100ContinueExpected(request)) {
      admit(
          ctx,
          request,
          HttpUtil.isContentLengthSet(request) ? (int) length : HttpLimits.BODY_BYTES_MAX);
    }
  }

  /** A client that waits for status 100 sends no body after a refusal. */
  private static Exchange.After afterRefusal(HttpRequest request) {
    return HttpUtil.is100ContinueExpected(request) ? Exchange.After.CLOSE : Exchange.After.LINGER;
  }

  private void append(ChannelHandlerContext ctx, HttpContent content) {
    int length = body.length() + content.content().readableBytes();
    if (length > HttpLimits.BODY_BYTES_MAX) {
      end(ctx, tooLarge(), Exchange.After.LINGER);
      return;
    }
    body.append(content.content());
    boolean last = content instanceof LastHttpContent;
    if (length > ByteBudget.SMALL_BYTES_MAX && !body.isReserved() && !last) {
      head.ifPresent(request -> admit(ctx, request, HttpLimits.BODY_BYTES_MAX)); // sent in chunks
    }
  }

  /** Pauses reading until the sender is authenticated and there is room for the body. */
  private void admit(ChannelHandlerContext ctx, HttpRequest request, int length) {
    ctx.channel().config().setAutoRead(false);
    Exchange exchange = new Exchange(ctx, request, afterRefusal(request));
    Request bodiless = request(ctx, request, new byte[0]);
    answering.judge(
        exchange,
        bodiless,
        refusal -> OrderedWork.onLoop(
            ctx.channel(),
            () -> refusal.ifPresentOrElse(
                error -> goOnTo(ctx, () -> end(ctx, error, exchange.after())),
                () -> reserve(ctx, request, length))));
  }

  private void reserve(ChannelHandlerContext ctx, HttpRequest request, int length) {
    ScheduledFuture<?> patience = ctx.executor()
        .schedule(
            () -> goOnTo(ctx, () -> end(ctx, noRoom(), afterRefusal(request))),
            HttpLimits.ROOM_TIMEOUT.toMillis(),
            TimeUnit.MILLISECONDS);
    body.reserve(
        length,
        () -> OrderedWork.onLoop(ctx.channel(), () -> {
          if (patience.cancel(false)) {
            goOnTo(ctx, () -> expected(ctx, request));
          }
        }));
  }

  private static void expected(ChannelHandlerContext ctx, HttpRequest request) {
    if (HttpUtil.is100ContinueExpected(request)) {
      Outbound.send(
          ctx, new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    }
  }

  private static void goOnTo(ChannelHandlerContext ctx, Runnable next) {
    if (ctx.channel().isActive()) {
      next.run();
      ctx.channel().config().setAutoRead(true);
    }
  }

  private void complete(ChannelHandlerContext ctx, HttpRequest request) {
    head = Optional.empty();
    clock.received();
    ctx.channel().config().setAutoRead(false);
    if (upgrade.concerns(RequestTarget.parse(request.uri()))) {
      Optional<HubError> refusal = upgrade.attempt(ctx, request);
      refusal.ifPresent(
          error -> answering.refuse(Exchange.of(ctx, request), error, () -> next(ctx)));
      return;
    }
    answering.answer(
        Exchange.of(ctx, request), request(ctx, request, body.take()), () -> next(ctx));
  }

  private static Request request(ChannelHandlerContext ctx, HttpRequest head, byte[] body) {
    return new Request(
        head, RequestTarget.parse(head.uri()), body, () -> PeerCertificate.chain(ctx.channel()));
  }

  private void next(ChannelHandlerContext ctx) {
    body.release();
    clock.answered();
    ctx.channel().config().setAutoRead(true);
  }

  /**
   * Refuses a request that is not read any further. A body that is still arriving is discarded for a moment:
   * closing at once could keep the client from reading the response.
   */
  private void end(ChannelHandlerContext ctx, HubError error, Exchange.After after) {
    ending = true;
    body.release();
    answering.refuse(new Exchange(ctx, head.orElse(Exchange.UNREADABLE), after), error, () -> {});
    ScheduledFuture<?> unused = ctx.executor()
        .schedule(
            () -> Outbound.close(ctx), HttpLimits.LINGER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static HubError tooLarge() {
    return HubError.of(
        ErrorCode.MESSAGE_TOO_LARGE,
        "the body is longer than %d bytes, which is the limit"
            .formatted(HttpLimits.BODY_BYTES_MAX));
  }

  private static HubError noRoom() {
    Duration waited = HttpLimits.ROOM_TIMEOUT;
    return RequestError.busy(
        "the hub is busy with large requests and had no room for this body within %d seconds; try again later"
            .formatted(waited.toSeconds()));
  }

  private static HubError malformed(DecoderResult result) {
    return result.cause() instanceof TooLongFrameException
        ? RequestError.invalid("the request line is longer than %d bytes, or all headers than %d"
            .formatted(HttpLimits.LINE_BYTES_MAX, HttpLimits.HEAD_BYTES_MAX))
        : RequestError.invalid("the request is not HTTP/1.1");
  }
}
