package io.twinhub.local.engine.hub;

import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.Subscription;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.property.Version;
import io.twinhub.local.engine.rows.Activity;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One device's or module's connection to the local hub. */
final class LocalConnection implements DeviceConnection {
  private final TwinAddress address;
  private final Activity activity;
  private final Consumer<CloseReason> onClosed;
  private final LocalConnections hub;
  private final Listeners<DesiredChange> listeners = new Listeners<>();
  private final AtomicBoolean ended = new AtomicBoolean();

  LocalConnection(
      TwinAddress address,
      Activity activity,
      Consumer<CloseReason> onClosed,
      LocalConnections hub) {
    this.address = address;
    this.activity = activity;
    this.onClosed = onClosed;
    this.hub = hub;
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
    return hub.twins().report(address, report, this::requireOpen).reported().version();
  }

  @Override
  public Subscription watchDesired(Consumer<DesiredChange> listener) {
    requireOpen();
    return listeners.add(listener);
  }

  @Override
  public void active() {
    activity.at(hub.clock().instant());
  }

  @Override
  public void close() {
    if (ended.compareAndSet(false, true)) {
      listeners.clear();
      hub.closed(this);
    }
  }

  /** Tells the device of a change; on the writer's thread. */
  void tell(DesiredChange change) {
    listeners.tell(change);
    active();
  }

  /** Ends the connection from the hub's side. */
  void end(CloseReason reason) {
    if (ended.compareAndSet(false, true)) {
      listeners.clear();
      onClosed.accept(reason);
    }
  }

  private void requireOpen() {
    if (ended.get()) {
      throw new HubException(new RequestError.Unavailable("the connection is closed"));
    }
  }
}
