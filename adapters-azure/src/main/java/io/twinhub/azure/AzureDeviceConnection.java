package io.twinhub.azure;

import com.microsoft.azure.sdk.iot.device.ConnectionStatusChangeContext;
import com.microsoft.azure.sdk.iot.device.InternalClient;
import com.microsoft.azure.sdk.iot.device.transport.IotHubConnectionStatus;
import com.microsoft.azure.sdk.iot.device.transport.IotHubTransportMessage;
import com.microsoft.azure.sdk.iot.device.transport.NoRetry;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import io.twinhub.application.port.CloseReason;
import io.twinhub.azure.device.HubConnection;
import io.twinhub.azure.device.OpenConnections;
import io.twinhub.azure.wire.AnswerJson;
import io.twinhub.azure.wire.AzureErrors;
import io.twinhub.azure.wire.Waits;
import io.twinhub.domain.document.DeviceTwinDocument;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.property.Version;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One device's or module's connection over the device SDK. */
final class AzureDeviceConnection extends HubConnection {
  private final InternalClient client;
  private final SdkCalls calls;

  /** Never completes, but fails when the connection ends: no answer comes then. */
  private final CompletableFuture<IotHubTransportMessage> ended = new CompletableFuture<>();

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
    nothingComes();
    client.close();
  }

  /** After an end of our own, nobody listens. */
  private void statusChanged(ConnectionStatusChangeContext change) {
    if (change.getNewStatus() == IotHubConnectionStatus.DISCONNECTED) {
      nothingComes();
      lost();
    }
  }

  private void nothingComes() {
    ended.completeExceptionally(new IOException("the connection was lost"));
  }

  @Override
  public DeviceTwin read() {
    return DeviceTwinDocument.twin(
        AnswerJson.object(SdkAnswer.text(answer(waiting -> client.getTwinAsync(waiting, this)))));
  }

  /** Not made again if no answer comes: the hub may have carried it out. */
  @Override
  public Version report(ReportedPatch report) {
    TwinCollection collection = AzureTwinMapper.collection(report);
    Integer version = answer(
            waiting -> client.updateReportedPropertiesAsync(collection, waiting, this))
        .getVersion();
    return new Version(version == null ? 0 : version);
  }

  private IotHubTransportMessage answer(Consumer<SdkAnswer> request) {
    requireOpen();
    return calls.retries().whileBusy(() -> {
      SdkAnswer waiting = new SdkAnswer();
      try {
        request.accept(waiting);
      } catch (IllegalStateException notOpen) {
        throw AzureErrors.unreachable(calls.hostName(), notOpen);
      }
      return Waits.done(
          calls.hostName(),
          waiting.future().applyToEither(ended, message -> message),
          calls.answerWait());
    });
  }
}
