package io.twinhub.azure.device;

import io.twinhub.application.port.Subscription;
import io.twinhub.domain.message.method.CallId;
import io.twinhub.domain.message.method.MethodName;
import io.twinhub.domain.message.method.MethodPayload;
import io.twinhub.domain.message.method.MethodRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The method calls of one connection: who takes them, and which are not answered yet. */
final class TakenCalls {
  private static final Logger LOG = LoggerFactory.getLogger(TakenCalls.class);

  /** How many calls a connection remembers; the oldest are forgotten, and their callers gave up long ago. */
  private static final int UNANSWERED_MAX = 10_000;

  /** Of all connections, so that nobody answers the call of another. */
  private static final AtomicLong LAST = new AtomicLong();

  private final Map<CallId, String> unanswered = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<CallId, String> eldest) {
      return size() > UNANSWERED_MAX;
    }
  };

  private Optional<Taking> taking = Optional.empty();

  /** One taker; compared by identity. */
  private record Taking(Consumer<MethodRequest> taker) {
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /**
   * Hands calls to {@code taker} from now on.
   *
   * @param onEnd runs if nobody took its place by then
   */
  synchronized Subscription take(Consumer<MethodRequest> taker, Runnable onEnd) {
    Taking one = new Taking(taker);
    taking = Optional.of(one);
    return () -> {
      if (end(one)) {
        onEnd.run();
      }
    };
  }

  private synchronized boolean end(Taking one) {
    boolean present = taking.filter(one::equals).isPresent();
    taking = present ? Optional.empty() : taking;
    return present;
  }

  /**
   * A call came.
   *
   * @param wireId what its answer must name on the wire
   */
  void called(String wireId, MethodName name, MethodPayload payload) {
    CallId id = new CallId(LAST.incrementAndGet());
    Optional<Taking> one;
    synchronized (this) {
      one = taking;
      one.ifPresent(unused -> unanswered.put(id, wireId));
    }
    one.ifPresent(present -> {
      try {
        present.taker.accept(new MethodRequest(id, name, payload));
      } catch (RuntimeException mistake) {
        LOG.error("a device's taker of calls failed", mistake);
      }
    });
  }

  /** What the answer to a call must name on the wire; empty if it was answered, or is not of this connection. */
  synchronized Optional<String> answering(CallId id) {
    return Optional.ofNullable(unanswered.remove(id));
  }

  /** The connection has ended, and with it the calls that it took. */
  synchronized void end() {
    taking = Optional.empty();
    unanswered.clear();
  }
}
