package io.twinhub.local.engine.hub;

import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.MessageFlow;
import io.twinhub.application.port.Subscription;
import io.twinhub.domain.access.Principal;
import io.twinhub.domain.access.Transport;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.method.CallId;
import io.twinhub.domain.message.method.MethodRequest;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.QueuedMessage;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.property.Version;
import io.twinhub.local.engine.methods.CallReceiver;
import io.twinhub.local.engine.rows.Activity;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One device's or module's connection to the local hub. */
final class LocalConnection implements DeviceConnection {
  private final Principal.Device device;
  private final TwinAddress address;
  private final Activity activity;
  private final Consumer<CloseReason> onClosed;
  private final LocalConnections hub;
  private final Listeners<DesiredChange> listeners = new Listeners<>();
  private final CallReceiver calls;
  private final Set<MessageFlow> flows = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean ended = new AtomicBoolean();

  LocalConnection(
      Principal.Device device,
      Activity activity,
      Consumer<CloseReason> onClosed,
      LocalConnections hub) {
    this.device = device;
    this.address = device.address();
    this.activity = activity;
    this.onClosed = onClosed;
    this.hub = hub;
    this.calls = hub.desk().methods().receiver(address);
  }

  @Override
  public TwinAddress address() {
    return address;
  }

  @Override
  public DeviceTwin read() {
    requireOpen();
    active();
    return DeviceTwin.of(hub.require(address).storedTwin());
  }

  @Override
  public Version report(ReportedPatch report) {
    requireOpen();
    active();
    return hub.desk()
        .twins()
        .report(address, report, this::requireOpen)
        .reported()
        .version();
  }

  @Override
  public CompletableFuture<Version> reportLater(ReportedPatch report) {
    requireOpen();
    active();
    return hub.desk()
        .twins()
        .reportLater(address, report, this::requireOpen)
        .thenApply(twin -> twin.reported().version());
  }

  @Override
  public Subscription watchDesired(Consumer<DesiredChange> listener) {
    requireOpen();
    return listeners.add(listener);
  }

  @Override
  public Subscription takeCalls(Consumer<MethodRequest> taker) {
    requireOpen();
    Subscription taking = calls.take(request -> {
      active();
      taker.accept(request);
    });
    endIfClosedMeanwhile();
    return taking;
  }

  @Override
  public boolean answer(CallId call, int status, byte[] payload) {
    active();
    return calls.answer(call, status, payload);
  }

  @Override
  public MessageFlow takeMessages(Consumer<QueuedMessage> taker) {
    requireOpen();
    MessageFlow flow = hub.desk().messages().take(address, message -> {
      active();
      taker.accept(message);
    });
    flows.add(flow);
    endIfClosedMeanwhile();
    return flow;
  }

  @Override
  public void settle(LockToken token, Settlement settlement) {
    requireOpen();
    active();
    hub.desk().messages().settle(address, token, settlement);
  }

  @Override
  public CompletableFuture<Void> send(DeviceMessage message) {
    requireOpen();
    active();
    return hub.desk().telemetry().send(device, message);
  }

  private void endIfClosedMeanwhile() {
    if (ended.get()) {
      endTaking();
    }
  }

  private void endTaking() {
    listeners.clear();
    calls.end();
    flows.forEach(MessageFlow::close);
    flows.clear();
  }

  @Override
  public void active() {
    activity.at(hub.clock().instant());
  }

  @Override
  public void close() {
    if (ended.compareAndSet(false, true)) {
      endTaking();
      hub.closed(this);
    }
  }

  /** How the device reaches the hub. */
  Transport transport() {
    return device.transport();
  }

  /** Whether the device is told of its desired properties. */
  boolean isWatching() {
    return !listeners.isEmpty();
  }

  /** Tells the device of a change; on the writer's thread. */
  void tell(DesiredChange change) {
    listeners.tell(change);
    active();
  }

  /** Ends the connection from the hub's side. */
  void end(CloseReason reason) {
    if (ended.compareAndSet(false, true)) {
      endTaking();
      onClosed.accept(reason);
    }
  }

  private void requireOpen() {
    if (ended.get()) {
      throw new HubException(RequestError.unavailable("the connection is closed"));
    }
  }
}
