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

/** The method calls of one connection: their taker, and the calls that are not answered yet. */
final class TakenCalls {
  private static final Logger LOG = LoggerFactory.getLogger(TakenCalls.class);

  /** How many calls a connection remembers; the oldest, whose callers gave up long ago, are forgotten. */
  private static final int UNANSWERED_MAX = 10_000;

  /** Shared by all connections, so that none answers the call of another. */
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
   * @param onEnd runs at the end of the subscription, unless another taker has replaced it
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
   * Hands a call to the taker.
   *
   * @param wireId the id that its answer must carry on the wire
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

  /**
   * The id that the answer to a call must carry on the wire; empty if the call was answered before or
   * belongs to another connection.
   */
  synchronized Optional<String> answering(CallId id) {
    return Optional.ofNullable(unanswered.remove(id));
  }

  /** Forgets the calls of the connection, which has ended. */
  synchronized void end() {
    taking = Optional.empty();
    unanswered.clear();
  }
}
