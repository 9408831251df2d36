package io.twinhub.local.frontend.https.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.twinhub.application.port.ConnectionDropped;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.local.frontend.https.route.ErrorResponse;
import io.twinhub.local.frontend.https.route.Request;
import io.twinhub.local.frontend.https.route.RequestLog;
import io.twinhub.local.frontend.https.route.RequestTarget;
import io.twinhub.local.frontend.https.route.Response;
import io.twinhub.local.frontend.https.route.Router;
import io.twinhub.local.frontend.net.Outbound;
import io.twinhub.local.frontend.net.SerialExecutor;
import io.twinhub.local.frontend.telemetry.Sending;
import io.twinhub.local.frontend.wire.Tracking;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of one connection: off the event loop, unless the answer is at hand. A change of threads
 * takes longer than to read one twin.
 */
public final class Answering {
  private static final String JSON = "application/json; charset=utf-8";

  private final Router router;
  private final InstantSource clock;
  private final RequestLog log;
  private final SerialExecutor work;
  private final BooleanSupplier waits;

  /** Answers by {@code router}; {@code waits} tells whether operations may have to wait now. */
  public Answering(
      Router router,
      InstantSource clock,
      RequestLog log,
      SerialExecutor work,
      BooleanSupplier waits) {
    this.router = router;
    this.clock = clock;
    this.log = log;
    this.work = work;
    this.waits = waits;
  }

  /**
   * Answers a request. Called on the event loop, when the answers to all earlier requests are sent.
   *
   * @param then run on the event loop once the response is sent, if the connection stays open
   */
  void answer(Exchange exchange, Request request, Runnable then) {
    if (!waits.getAsBoolean() && router.isQuick(request)) {
      send(exchange, begun(request), then);
      return;
    }
    submit(exchange, request.body().length, () -> {
      CompletableFuture<Response> answer = begun(request);
      if (answer.isDone()) {
        send(exchange, answer, then);
      } else {
        await(exchange, answer, then);
      }
    });
  }

  private CompletableFuture<Response> begun(Request request) {
    try {
      return router.answer(request);
    } catch (RuntimeException refusal) {
      return CompletableFuture.failedFuture(refusal);
    }
  }

  /** No thread waits meanwhile, and the request is cancelled if its client disconnects. */
  private void await(Exchange exchange, CompletableFuture<Response> answer, Runnable then) {
    Channel channel = exchange.ctx().channel();
    ChannelFutureListener gone = closed -> answer.cancel(false);
    channel.closeFuture().addListener(gone);
    RequestClock.watch(exchange.ctx());
    var unused = answer.whenComplete((response, failure) -> {
      if (!answer.isCancelled()) {
        channel.closeFuture().removeListener(gone);
        submit(exchange, 0, () -> send(exchange, answer, then));
      }
    });
  }

  /**
   * Checks a request whose body has not arrived yet.
   *
   * @param verdict receives the error if the request will be refused whatever its body
   */
  void judge(Exchange exchange, Request bodiless, Consumer<Optional<HubError>> verdict) {
    submit(exchange, 0, () -> {
      try {
        router.judge(bodiless);
        verdict.accept(Optional.empty());
      } catch (HubException refusal) {
        verdict.accept(Optional.of(refusal.error()));
      }
    });
  }

  /** Sends an error. */
  void refuse(Exchange exchange, HubError error, Runnable then) {
    submit(exchange, 0, () -> send(exchange, refusal(exchange, error), then));
  }

  /** Runs {@code task} once all responses so far are on their way. */
  void afterAnswers(Runnable task) {
    work.finish(task);
  }

  /** A connection that takes no more work is being closed anyway. */
  private void submit(Exchange exchange, int bytes, Runnable task) {
    if (!work.offer(bytes, task)) {
      Outbound.close(exchange.ctx());
    }
  }

  /** Sends the answer, unless a fault drops the connection. */
  private void send(Exchange exchange, CompletableFuture<Response> answer, Runnable then) {
    if (Sending.cause(failure(answer)) instanceof ConnectionDropped dropped) {
      log.dropped(exchange.from(), exchange.line(), dropped);
      Outbound.drop(exchange.ctx().channel());
    } else {
      send(exchange, response(exchange, answer), then);
    }
  }

  /** Why {@code answer}, which is done, failed; null if it did not. */
  private static @Nullable Throwable failure(CompletableFuture<Response> answer) {
    return answer.handle((response, failure) -> failure).join();
  }

  private Response response(Exchange exchange, CompletableFuture<Response> answer) {
    try {
      Response response = answer.join();
      response.remark().ifPresent(remark -> log.remarked(exchange.from(), exchange.line(), remark));
      return response;
    } catch (CompletionException | CancellationException e) {
      Throwable cause = Optional.ofNullable(e.getCause()).orElse(e);
      if (cause instanceof HubException refusal) {
        return refusal(exchange, refusal.error());
      }
      Tracking tracking = Tracking.next(clock.instant());
      log.failed(exchange.from(), exchange.line(), cause, tracking);
      return response(
          exchange,
          HubError.of(ErrorCode.SERVER_ERROR, "the hub failed; its log says why"),
          tracking);
    }
  }

  private Response refusal(Exchange exchange, HubError error) {
    Tracking tracking = Tracking.next(clock.instant());
    log.refused(exchange.from(), exchange.line(), error, tracking);
    return response(exchange, error, tracking);
  }

  private Response response(Exchange exchange, HubError error, Tracking tracking) {
    boolean numbered = router.isNumbered(RequestTarget.parse(exchange.head().uri()));
    return numbered ? ErrorResponse.numbered(error, tracking) : ErrorResponse.of(error, tracking);
  }

  private static void send(Exchange exchange, Response response, Runnable then) {
    ByteBuf body = response
        .body()
        .map(text -> Unpooled.wrappedBuffer(text.get()))
        .orElse(Unpooled.EMPTY_BUFFER);
    FullHttpResponse message = new DefaultFullHttpResponse(
        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(response.status()), body);
    response.headers().forEach(message.headers()::set);
    if (response.body().isPresent()) {
      if (!message.headers().contains(HttpHeaderNames.CONTENT_TYPE)) {
        message.headers().set(HttpHeaderNames.CONTENT_TYPE, JSON);
      }
      message.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
    } else if (response.status() != HttpResponseStatus.NO_CONTENT.code()) {
      message.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, 0);
    }
    HttpUtil.setKeepAlive(
        message.headers(),
        exchange.head().protocolVersion(),
        exchange.after() == Exchange.After.GO_ON);
    exchange.ctx().writeAndFlush(message).addListener(sent -> {
      if (!sent.isSuccess() || exchange.after() == Exchange.After.CLOSE) {
        Outbound.close(exchange.ctx());
      } else if (exchange.after() == Exchange.After.GO_ON) {
        then.run();
      }
    });
  }
}
