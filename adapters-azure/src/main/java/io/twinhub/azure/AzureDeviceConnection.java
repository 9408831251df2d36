package io.twinhub.azure;

import com.microsoft.azure.sdk.iot.device.ConnectionStatusChangeContext;
import com.microsoft.azure.sdk.iot.device.InternalClient;
import com.microsoft.azure.sdk.iot.device.exceptions.IotHubClientException;
import com.microsoft.azure.sdk.iot.device.transport.IotHubConnectionStatus;
import com.microsoft.azure.sdk.iot.device.transport.NoRetry;
import io.twinhub.application.port.CloseReason;
import io.twinhub.azure.device.HubConnection;
import io.twinhub.azure.device.OpenConnections;
import io.twinhub.azure.wire.Retries;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.MergePatch;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.Version;
import java.util.Optional;
import java.util.function.Consumer;

/** One device's or module's connection over the device SDK. */
final class AzureDeviceConnection extends HubConnection {
  private final InternalClient client;
  private final SdkCalls calls;
  private final Retries retries = Retries.byChance();

  AzureDeviceConnection(
      TwinAddress address,
      InternalClient client,
      SdkCalls calls,
      Consumer<CloseReason> onClosed,
      OpenConnections owner) {
    super(address, onClosed, owner);
    this.client = client;
    this.calls = calls;
  }

  /**
   * Connects and subscribes: the SDK reads no twin before it is subscribed. It must not reconnect by
   * itself, or two connections of one identity would drive each other out for ever; who wants to be
   * connected again follows the port's reconnection flow.
   */
  @Override
  protected void connect() {
    client.setRetryPolicy(new NoRetry());
    client.setConnectionStatusChangeCallback(this::statusChanged, this);
    calls.done(() -> client.open(false));
    calls.done(() -> client.subscribeToDesiredProperties(
        (notification, context) -> tell(AzureTwinMapper.desiredChange(notification)),
        this,
        calls.waitMillis()));
  }

  @Override
  protected void hangUp() {
    client.close();
  }

  /** After an end of our own, nobody listens. */
  private void statusChanged(ConnectionStatusChangeContext change) {
    if (change.getNewStatus() == IotHubConnectionStatus.DISCONNECTED) {
      lost();
    }
  }

  @Override
  public DeviceTwin read() {
    requireOpen();
    return AzureTwinMapper.deviceTwin(
        retries.whileBusy(() -> calls.answer(() -> client.getTwin(calls.waitMillis()))));
  }

  @Override
  public Version report(ReportedPatch report) {
    requireOpen();
    return retries.whileBusy(() -> calls.answer(() -> sent(report), () -> sentAgain(report)));
  }

  private Version sent(ReportedPatch report) throws IotHubClientException, InterruptedException {
    return new Version(client
        .updateReportedProperties(AzureTwinMapper.collection(report), calls.waitMillis())
        .getVersion());
  }

  /**
   * The first attempt may have been carried out, and a second one would count as another version. Only
   * the device writes its reported properties: if they hold the report already, it stands.
   */
  private Version sentAgain(ReportedPatch report)
      throws IotHubClientException, InterruptedException {
    DeviceTwin present = AzureTwinMapper.deviceTwin(client.getTwin(calls.waitMillis()));
    boolean holds =
        MergePatch.apply(present.reported(), report.members()).equals(present.reported());
    boolean oneOn = report.expected().isEmpty()
        || report.expected().map(Version::next).equals(Optional.of(present.reportedVersion()));
    return holds && oneOn ? present.reportedVersion() : sent(report);
  }
}
