package io.twinhub.local.engine.methods;

import io.twinhub.application.document.MethodDocument;
import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.out.DirectMethods;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.DeviceStatus;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.method.CallId;
import io.twinhub.domain.message.method.MethodAnswer;
import io.twinhub.domain.message.method.MethodCall;
import io.twinhub.domain.message.method.MethodError;
import io.twinhub.domain.message.method.MethodLimits;
import io.twinhub.domain.message.method.MethodPayload;
import io.twinhub.local.engine.alarm.Alarms;
import io.twinhub.local.engine.rows.Registration;
import io.twinhub.local.engine.rows.Registrations;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Direct methods of the local hub. No thread waits for a device: alarms end the calls that nobody answers.
 */
public final class LocalMethods implements DirectMethods, AutoCloseable {
  private final Registrations registrations;
  private final Alarms alarms;
  private final CallTable calls = new CallTable();
  private final Expected expected = new Expected(calls);
  private final AtomicLong ids = new AtomicLong();
  private volatile boolean stopping;

  /**
   * Creates direct methods for the devices of {@code registrations}.
   *
   * @param alarms end calls that nobody answers
   */
  public LocalMethods(Registrations registrations, Alarms alarms) {
    this.registrations = registrations;
    this.alarms = alarms;
  }

  @Override
  public CompletableFuture<MethodAnswer> invoke(TwinAddress address, MethodCall call) {
    try {
      MethodDocument.requireJson(call.payload());
      requireEnabled(address, call.connectTimeout());
      return begun(new PendingCall(address, new CallId(ids.incrementAndGet()), call));
    } catch (HubException refusal) {
      return CompletableFuture.failedFuture(refusal);
    }
  }

  private void requireEnabled(TwinAddress address, Duration connectTimeout) {
    TwinAddress deviceAddress = TwinAddress.of(address.deviceId());
    Registration device = registrations
        .find(deviceAddress)
        .orElseThrow(() -> new HubException(deviceAddress.notFound()));
    if (!registrations.has(address)) {
      throw new HubException(address.notFound());
    }
    if (device.identity().status() == DeviceStatus.DISABLED) {
      throw new HubException(MethodError.notOnline(connectTimeout));
    }
  }

  private CompletableFuture<MethodAnswer> begun(PendingCall call) {
    Optional<CallReceiver> taker = calls.add(call);
    var unused = call.answer().whenComplete((answer, failure) -> {
      calls.remove(call);
      call.cancelAlarms();
    });
    taker.ifPresentOrElse(receiver -> send(call, receiver), () -> await(call));
    if (stopping) {
      call.refuse(stopped());
    }
    return call.answer();
  }

  /** Waits for a connection that takes the call. */
  private void await(PendingCall call) {
    Duration wait = call.call().connectTimeout();
    if (wait.isZero()) {
      giveUp(call);
    } else {
      call.keep(alarms.after(wait, () -> giveUp(call)));
    }
  }

  private void giveUp(PendingCall call) {
    if (calls.isWaiting(call)) {
      call.refuse(MethodError.notOnline(call.call().connectTimeout()));
    }
  }

  private void send(PendingCall call, CallReceiver receiver) {
    Duration wait = call.call().responseTimeout();
    call.keep(alarms.after(wait, () -> call.refuse(MethodError.noAnswer(wait))));
    receiver.tell(call.request());
  }

  /** The part of a new connection that takes calls. */
  public CallReceiver receiver(TwinAddress address) {
    return new CallReceiver(address, this);
  }

  void taking(CallReceiver receiver) {
    calls.taking(receiver).forEach(call -> send(call, receiver));
    expected.taking(receiver.address());
  }

  /**
   * Waits, without a call, until a device or module takes calls; whether it is registered does not matter.
   *
   * @return completes when it does, on any thread; dependent actions must return at once. Complete it to
   *     stop waiting
   */
  public CompletableFuture<TwinAddress> expect(TwinAddress address) {
    return expected.add(address);
  }

  void notTaking(CallReceiver receiver) {
    calls.notTaking(receiver);
  }

  boolean answered(CallReceiver receiver, CallId id, int status, byte[] payload) {
    Optional<PendingCall> answered = calls.takenBy(receiver, id);
    if (answered.isEmpty()) {
      return false;
    }
    CompletableFuture<MethodAnswer> caller = answered.get().answer();
    try {
      return caller.complete(new MethodAnswer(status, passedOn(payload)));
    } catch (HubException bad) {
      return caller.completeExceptionally(bad);
    }
  }

  private static MethodPayload passedOn(byte[] payload) {
    if (payload.length == 0) {
      return MethodPayload.NULL;
    }
    if (payload.length > MethodLimits.PAYLOAD_BYTES_MAX) {
      throw new HubException(MethodError.badAnswer("it has %d bytes of JSON; at most %d are allowed"
          .formatted(payload.length, MethodLimits.PAYLOAD_BYTES_MAX)));
    }
    try {
      JsonText.parseOfClient(payload);
      return MethodPayload.of(payload);
    } catch (HubException notJson) {
      throw new HubException(MethodError.badAnswer(notJson.error().message()));
    }
  }

  void ended(CallReceiver receiver) {
    calls.notTaking(receiver);
    calls
        .takenBy(receiver)
        .forEach(call -> call.refuse(MethodError.noAnswer(call.call().responseTimeout())));
  }

  /** Ends the calls to a device or module that was deleted. */
  public void deleted(TwinAddress address) {
    calls.waiting(address).forEach(call -> call.refuse(address.notFound()));
  }

  /** Ends the calls to a device or module that may no longer connect. */
  public void disabled(TwinAddress address) {
    calls
        .waiting(address)
        .forEach(call -> call.refuse(MethodError.notOnline(call.call().connectTimeout())));
  }

  private static HubError stopped() {
    return RequestError.unavailable("the hub is stopping");
  }

  /** Ends all calls. */
  @Override
  public void close() {
    stopping = true;
    calls.all().forEach(call -> call.refuse(stopped()));
  }
}
