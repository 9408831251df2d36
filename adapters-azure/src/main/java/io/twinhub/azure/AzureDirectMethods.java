package io.twinhub.azure;

import io.twinhub.application.document.MethodDocument;
import io.twinhub.application.port.out.DirectMethods;
import io.twinhub.azure.rest.RestAnswer;
import io.twinhub.azure.rest.RestCall;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.message.method.MethodError;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Direct methods of a hub over REST. No thread waits for an answer. ADR-0054 says why the SDK's client is
 * not used.
 */
final class AzureDirectMethods implements DirectMethods, AutoCloseable {
  /** How many calls may be under way; each uses its own connection. */
  static final int CALLS_MAX = 1000;

  /** The threads make tokens and requests, and never wait for an answer. */
  private static final int THREADS = 2;

  private final ServiceRest rest;
  private final Semaphore places = new Semaphore(CALLS_MAX);
  private final Map<Long, CompletableFuture<MethodAnswer>> underWay = new ConcurrentHashMap<>();
  private final AtomicLong last = new AtomicLong();
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(THREADS, work -> {
        Thread thread = new Thread(work, "hub-methods");
        thread.setDaemon(true);
        return thread;
      });

  AzureDirectMethods(ServiceRest rest) {
    this.rest = rest;
  }

  @Override
  public CompletableFuture<MethodAnswer> invoke(TwinAddress address, MethodCall call) {
    try {
      MethodDocument.requireJson(call.payload());
      if (!places.tryAcquire()) {
        throw new HubException(MethodError.tooManyCalls(
            "%d calls of this program are under way".formatted(CALLS_MAX)));
      }
      return begun(address, call);
    } catch (HubException refusal) {
      return CompletableFuture.failedFuture(refusal);
    }
  }

  private CompletableFuture<MethodAnswer> begun(TwinAddress address, MethodCall call) {
    CompletableFuture<MethodAnswer> answer = new CompletableFuture<>();
    long number = last.incrementAndGet();
    underWay.put(number, answer);
    var unusedDone = answer.whenComplete((given, failure) -> {
      underWay.remove(number);
      places.release();
    });
    try {
      CompletableFuture<RestAnswer> sent = rest.sendAsync(
          RestCall.write("POST", rest.routes().methods(address), MethodDocument.text(call)),
          call.connectTimeout().plus(call.responseTimeout()),
          threads);
      var unusedEnd = answer.whenComplete((given, failure) -> sent.cancel(true));
      var unusedAnswer = sent.whenComplete((given, failure) -> {
        if (given == null) {
          answer.completeExceptionally(known(failure, call));
        } else {
          pass(given, answer);
        }
      });
    } catch (RejectedExecutionException closed) {
      answer.completeExceptionally(closed());
    }
    return answer;
  }

  private static void pass(RestAnswer given, CompletableFuture<MethodAnswer> answer) {
    try {
      answer.complete(MethodDocument.answer(given.body()));
    } catch (HubException bad) {
      answer.completeExceptionally(bad);
    }
  }

  /** Translates refusals of methods to those of the port. */
  private static Throwable known(Throwable failure, MethodCall call) {
    if (!(failure instanceof HubException refusal)) {
      return failure;
    }
    String told = refusal.error().message();
    return switch (refusal.code()) {
      case DEVICE_NOT_ONLINE -> refusal.as(MethodError.notOnline(call.connectTimeout()));
      case GATEWAY_TIMEOUT -> refusal.as(MethodError.noAnswer(call.responseTimeout()));
      case BAD_DEVICE_RESPONSE ->
        refusal.as(MethodError.badAnswer(
            told.startsWith(MethodError.BAD_ANSWER)
                ? told.substring(MethodError.BAD_ANSWER.length())
                : told));
      default -> refusal;
    };
  }

  private static HubException closed() {
    return new HubException(RequestError.unavailable("the connection to the hub is closed"));
  }

  /** Ends all calls that are under way. */
  @Override
  public void close() {
    threads.shutdownNow();
    List.copyOf(underWay.values()).forEach(answer -> answer.completeExceptionally(closed()));
  }
}
