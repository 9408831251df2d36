package io.twinhub.local.engine.methods;

import io.twinhub.domain.identity.TwinAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Devices and modules that somebody wants to call as soon as they take calls. */
final class Expected {
  private final CallTable calls;

  /** Guarded by this. */
  private final Map<TwinAddress, List<CompletableFuture<TwinAddress>>> waits = new HashMap<>();

  Expected(CallTable calls) {
    this.calls = calls;
  }

  /** Completes when a connection takes calls to {@code address}, at once if one does. */
  CompletableFuture<TwinAddress> add(TwinAddress address) {
    CompletableFuture<TwinAddress> wait = new CompletableFuture<>();
    synchronized (this) {
      waits.computeIfAbsent(address, missing -> new ArrayList<>(1)).add(wait);
    }
    var unused = wait.whenComplete((taken, failure) -> remove(address, wait));
    if (calls.isTaken(address)) {
      wait.complete(address);
    }
    return wait;
  }

  private synchronized void remove(TwinAddress address, CompletableFuture<TwinAddress> wait) {
    List<CompletableFuture<TwinAddress>> known = waits.get(address);
    if (known != null && known.remove(wait) && known.isEmpty()) {
      waits.remove(address);
    }
  }

  /** Tells those who wait for {@code address}. */
  void taking(TwinAddress address) {
    List<CompletableFuture<TwinAddress>> known;
    synchronized (this) {
      known = List.copyOf(waits.getOrDefault(address, List.of()));
    }
    known.forEach(wait -> wait.complete(address));
  }
}
