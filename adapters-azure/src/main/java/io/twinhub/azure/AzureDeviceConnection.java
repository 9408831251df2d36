package io.twinhub.azure;

import com.microsoft.azure.sdk.iot.device.ConnectionStatusChangeContext;
import com.microsoft.azure.sdk.iot.device.InternalClient;
import com.microsoft.azure.sdk.iot.device.IotHubConnectionStatusChangeReason;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.transport.IotHubConnectionStatus;
import com.microsoft.azure.sdk.iot.device.transport.NoRetry;
import io.twinhub.application.port.CloseReason;
import io.twinhub.application.port.DeviceConnection;
import io.twinhub.application.port.Subscription;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.MergePatch;
import io.twinhub.domain.twin.DesiredChange;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Version;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One device's or module's connection over the device SDK. */
final class AzureDeviceConnection implements DeviceConnection {
  private static final Logger LOG = LoggerFactory.getLogger(AzureDeviceConnection.class);

  private final TwinAddress address;
  private final InternalClient client;
  private final Consumer<CloseReason> onClosed;
  private final AzureDeviceConnections owner;
  private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
  private final AtomicBoolean ended = new AtomicBoolean();

  AzureDeviceConnection(
      TwinAddress address,
      InternalClient client,
      Consumer<CloseReason> onClosed,
      AzureDeviceConnections owner) {
    this.address = address;
    this.client = client;
    this.onClosed = onClosed;
    this.owner = owner;
  }

  /**
   * Connects and subscribes: the SDK reads no twin before it is subscribed. It must not reconnect by
   * itself, or two connections of one identity would drive each other out for ever; who wants to be
   * connected again follows the port's reconnection flow.
   */
  void open() {
    client.setRetryPolicy(new NoRetry());
    client.setConnectionStatusChangeCallback(this::statusChanged, this);
    try {
      SdkCalls.done(() -> client.open(false));
      SdkCalls.done(() -> client.subscribeToDesiredProperties(
          (notification, context) -> tell(AzureTwinMapper.desiredChange(notification)),
          this,
          SdkCalls.WAIT_MILLIS));
    } catch (HubException refusal) {
      ended.set(true);
      client.close();
      throw refusal;
    }
  }

  private void statusChanged(ConnectionStatusChangeContext change) {
    boolean lost = change.getNewStatus() == IotHubConnectionStatus.DISCONNECTED
        && change.getNewStatusReason() != IotHubConnectionStatusChangeReason.CLIENT_CLOSE;
    if (lost && !ended.get()) {
      owner.lost(this);
    }
  }

  private void tell(DesiredChange change) {
    watchers.forEach(watcher -> {
      try {
        watcher.listener.accept(change);
      } catch (RuntimeException mistake) {
        LOG.error("a listener of {} failed", address, mistake);
      }
    });
  }

  @Override
  public TwinAddress address() {
    return address;
  }

  @Override
  public DeviceTwin read() {
    requireOpen();
    return AzureTwinMapper.deviceTwin(SdkCalls.answer(() -> client.getTwin(SdkCalls.WAIT_MILLIS)));
  }

  @Override
  public Version report(ReportedPatch report) {
    requireOpen();
    return SdkCalls.answer(() -> sent(report), () -> sentAgain(report));
  }

  private Version sent(ReportedPatch report) throws IotHubClientException, InterruptedException {
    return new Version(client
        .updateReportedProperties(AzureTwinMapper.collection(report), SdkCalls.WAIT_MILLIS)
        .getVersion());
  }

  /**
   * The first attempt may have been carried out, and a second one would count as another version. Only
   * the device writes its reported properties: if they hold the report already, it stands.
   */
  private Version sentAgain(ReportedPatch report)
      throws IotHubClientException, InterruptedException {
    DeviceTwin present = AzureTwinMapper.deviceTwin(client.getTwin(SdkCalls.WAIT_MILLIS));
    boolean holds =
        MergePatch.apply(present.reported(), report.members()).equals(present.reported());
    boolean oneOn = report.expected().isEmpty()
        || report.expected().map(Version::next).equals(Optional.of(present.reportedVersion()));
    return holds && oneOn ? present.reportedVersion() : sent(report);
  }

  @Override
  public Subscription watchDesired(Consumer<DesiredChange> listener) {
    requireOpen();
    Watcher watcher = new Watcher(listener);
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  /** Azure moves the time itself, with each packet. */
  @Override
  public void active() {}

  @Override
  public void close() {
    if (ended.compareAndSet(false, true)) {
      watchers.clear();
      owner.closed(this);
      client.close();
    }
  }

  /** Ends the connection from the hub's side. */
  void end(CloseReason reason) {
    if (ended.compareAndSet(false, true)) {
      watchers.clear();
      owner.closed(this);
      owner.later(client::close);
      onClosed.accept(reason);
    }
  }

  private void requireOpen() {
    if (ended.get()) {
      throw new HubException(new RequestError.Unavailable("the connection is closed"));
    }
  }

  /** One listener; compared by identity, so that each subscription ends for itself. */
  private static final class Watcher {
    private final Consumer<DesiredChange> listener;

    Watcher(Consumer<DesiredChange> listener) {
      this.listener = listener;
    }
  }
}
