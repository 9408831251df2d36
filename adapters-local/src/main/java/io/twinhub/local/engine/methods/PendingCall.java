package io.twinhub.local.engine.methods;

import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.method.CallId;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.message.method.MethodRequest;
import io.twinhub.local.engine.alarm.Alarms.Alarm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A call under way. Its taker is guarded by the lock of {@link CallTable}. */
final class PendingCall {
  private final TwinAddress address;
  private final CallId id;
  private final MethodCall call;
  private final CompletableFuture<MethodAnswer> answer = new CompletableFuture<>();
  private final List<Alarm> alarms = new ArrayList<>();

  /** The connection that took the call; empty while the call waits for one. */
  Optional<CallReceiver> taker = Optional.empty();

  PendingCall(TwinAddress address, CallId id, MethodCall call) {
    this.address = address;
    this.id = id;
    this.call = call;
  }

  TwinAddress address() {
    return address;
  }

  CallId id() {
    return id;
  }

  MethodCall call() {
    return call;
  }

  /** How many bytes it holds. */
  int bytes() {
    return call.payload().json().size();
  }

  MethodRequest request() {
    return new MethodRequest(id, call.name(), call.payload());
  }

  /** The answer, for which the caller waits. */
  CompletableFuture<MethodAnswer> answer() {
    return answer;
  }

  void refuse(HubError error) {
    answer.completeExceptionally(new HubException(error));
  }

  /** Keeps an alarm, to cancel it when the call ends. */
  void keep(Alarm alarm) {
    synchronized (alarms) {
      alarms.add(alarm);
    }
    if (answer.isDone()) {
      cancelAlarms();
    }
  }

  void cancelAlarms() {
    synchronized (alarms) {
      alarms.forEach(Alarm::cancel);
      alarms.clear();
    }
  }
}
