package io.twinhub.local.engine.methods;

import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.method.CallId;
import io.twinhub.domain.message.method.MethodError;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The calls under way and the connections that take calls. One lock guards everything and is held only
 * briefly: no callback runs under it.
 */
final class CallTable {
  /** How many calls to one device or module may be under way: a silent device must not fill the hub. */
  static final int CALLS_PER_DEVICE_MAX = 250;

  /** How many calls may be under way in the whole hub. */
  static final int CALLS_MAX = 50_000;

  /** How many bytes the payloads of all calls under way may take. */
  static final long BYTES_MAX = 64L * 1024 * 1024;

  private final Map<TwinAddress, Callee> callees = new HashMap<>();
  private int calls;
  private long bytes;

  /** A device or module that is called, or takes calls. */
  private static final class Callee {
    private final Map<CallId, PendingCall> calls = new LinkedHashMap<>();
    private Optional<CallReceiver> taker = Optional.empty();

    Stream<PendingCall> waiting() {
      return calls.values().stream().filter(call -> call.taker.isEmpty());
    }
  }

  /**
   * Adds a call.
   *
   * @return the connection that takes it, if there is one
   * @throws HubException with {@link MethodError#tooManyCalls}
   */
  synchronized Optional<CallReceiver> add(PendingCall call) {
    Callee known = callees.get(call.address());
    require(call, known == null ? 0 : known.calls.size());
    Callee callee = callees.computeIfAbsent(call.address(), address -> new Callee());
    callee.calls.put(call.id(), call);
    call.taker = callee.taker;
    calls++;
    bytes += call.bytes();
    return call.taker;
  }

  private void require(PendingCall call, int ofDevice) {
    if (ofDevice >= CALLS_PER_DEVICE_MAX) {
      throw tooMany("%d method calls to %s are under way, the most that are allowed"
          .formatted(CALLS_PER_DEVICE_MAX, call.address()));
    }
    if (calls >= CALLS_MAX) {
      throw tooMany("%d method calls of this hub are under way, the most that are allowed"
          .formatted(CALLS_MAX));
    }
    if (bytes + call.bytes() > BYTES_MAX) {
      throw tooMany(
          "the payloads of the method calls under way have %d bytes, the most that are allowed"
              .formatted(BYTES_MAX));
    }
  }

  private static HubException tooMany(String limit) {
    return new HubException(MethodError.tooManyCalls(limit));
  }

  /** Removes a call that has ended. */
  synchronized void remove(PendingCall call) {
    Callee callee = callees.get(call.address());
    if (callee != null && callee.calls.remove(call.id(), call)) {
      calls--;
      bytes -= call.bytes();
      forgetIdle(call.address(), callee);
    }
  }

  private void forgetIdle(TwinAddress address, Callee callee) {
    if (callee.calls.isEmpty() && callee.taker.isEmpty()) {
      callees.remove(address);
    }
  }

  /** Whether a connection takes calls to an address. */
  synchronized boolean isTaken(TwinAddress address) {
    Callee callee = callees.get(address);
    return callee != null && callee.taker.isPresent();
  }

  /** Whether nobody has taken the call yet. */
  synchronized boolean isWaiting(PendingCall call) {
    return call.taker.isEmpty();
  }

  /**
   * Notes that a connection takes calls from now on.
   *
   * @return the calls that were waiting for it, which it has taken now
   */
  synchronized List<PendingCall> taking(CallReceiver taker) {
    Callee callee = callees.computeIfAbsent(taker.address(), address -> new Callee());
    callee.taker = Optional.of(taker);
    List<PendingCall> waited = callee.waiting().toList();
    waited.forEach(call -> call.taker = Optional.of(taker));
    return waited;
  }

  /** Notes that a connection takes no more calls. */
  synchronized void notTaking(CallReceiver taker) {
    Callee callee = callees.get(taker.address());
    if (callee != null && isOf(callee.taker, taker)) {
      callee.taker = Optional.empty();
      forgetIdle(taker.address(), callee);
    }
  }

  private static boolean isOf(Optional<CallReceiver> known, CallReceiver taker) {
    return known.filter(taker::equals).isPresent();
  }

  /** The call, if this connection took it and it is under way. */
  synchronized Optional<PendingCall> takenBy(CallReceiver taker, CallId id) {
    Callee callee = callees.get(taker.address());
    return callee == null
        ? Optional.empty()
        : Optional.ofNullable(callee.calls.get(id)).filter(call -> isOf(call.taker, taker));
  }

  /** All calls that this connection took and that are under way. */
  synchronized List<PendingCall> takenBy(CallReceiver taker) {
    Callee callee = callees.get(taker.address());
    return callee == null
        ? List.of()
        : callee.calls.values().stream().filter(call -> isOf(call.taker, taker)).toList();
  }

  /** All calls to an address that nobody has taken yet. */
  synchronized List<PendingCall> waiting(TwinAddress address) {
    Callee callee = callees.get(address);
    return callee == null ? List.of() : callee.waiting().toList();
  }

  /** All calls under way. */
  synchronized List<PendingCall> all() {
    return callees.values().stream()
        .flatMap(callee -> callee.calls.values().stream())
        .toList();
  }
}
