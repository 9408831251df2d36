package io.twinhub.azure;

import com.microsoft.azure.sdk.iot.device.ConnectionStatusChangeContext;
import com.microsoft.azure.sdk.iot.device.DeviceClient;
import com.microsoft.azure.sdk.iot.device.InternalClient;
import com.microsoft.azure.sdk.iot.device.IotHubClientProtocol;
import com.microsoft.azure.sdk.iot.device.IotHubMessageResult;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.MessageType;
import com.microsoft.azure.sdk.iot.device.ModuleClient;
import com.microsoft.azure.sdk.iot.device.transport.IotHubConnectionStatus;
import com.microsoft.azure.sdk.iot.device.transport.IotHubTransportMessage;
import com.microsoft.azure.sdk.iot.device.transport.NoRetry;
import com.microsoft.azure.sdk.iot.device.twin.DeviceOperations;
import com.microsoft.azure.sdk.iot.device.twin.TwinCollection;
import io.twinhub.application.port.CloseReason;
import io.twinhub.azure.device.HubConnection;
import io.twinhub.azure.device.OpenConnections;
import io.twinhub.azure.wire.AnswerJson;
import io.twinhub.azure.wire.AzureErrors;
import io.twinhub.azure.wire.Waits;
import io.twinhub.domain.document.DeviceTwinDocument;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.property.Version;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** One device's or module's connection over the device SDK. */
final class AzureDeviceConnection extends HubConnection {
  private final InternalClient client;
  private final SdkCalls calls;
  private final SdkMessages sdkMessages;

  /** Never completes normally; fails when the connection ends, since no answer comes then. */
  private final CompletableFuture<IotHubTransportMessage> ended = new CompletableFuture<>();

  private final AtomicReference<CompletableFuture<Void>> lastSent =
      new AtomicReference<>(CompletableFuture.completedFuture(null));

  private final AtomicBoolean subscribedToCalls = new AtomicBoolean();

  AzureDeviceConnection(
      TwinAddress address,
      InternalClient client,
      SdkCalls calls,
      Consumer<CloseReason> onClosed,
      OpenConnections owner) {
    super(address, onClosed, owner);
    this.client = client;
    this.calls = calls;
    this.sdkMessages = new SdkMessages(address, isMqtt(client), this::arrived);
  }

  /**
   * Connects and subscribes, since the SDK reads no twin before it is subscribed. The SDK must not
   * reconnect by itself, or two connections of one identity would displace each other for ever; to connect
   * again, callers follow the port's reconnection flow.
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
    sdkMessages.release();
    client.close();
  }

  /** After an end that this side caused, there are no listeners. */
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

  /** Not repeated if no answer comes, since the hub may have carried it out. */
  @Override
  public Version report(ReportedPatch report) {
    TwinCollection collection = AzureTwinMapper.collection(report);
    Integer version = answer(
            waiting -> client.updateReportedPropertiesAsync(collection, waiting, this))
        .getVersion();
    return new Version(version == null ? 0 : version);
  }

  /**
   * The SDK's callback must answer a call before it gets the next, and the SDK's JSON library changes the
   * payload. So the SDK is only told to subscribe, and the raw messages are read here.
   */
  @Override
  protected void subscribeToCalls() {
    if (!subscribedToCalls.compareAndSet(false, true)) {
      return;
    }
    try {
      CompletableFuture<Boolean> acknowledged = new CompletableFuture<>();
      client.subscribeToMethodsAsync(
          (name, payload, context) -> null,
          this,
          (failure, context) -> {
            if (failure == null) {
              acknowledged.complete(true);
            } else {
              acknowledged.completeExceptionally(AzureErrors.of(failure));
            }
          },
          this);
      client.getConfig().setDirectMethodsMessageCallback(this::called, this);
      var unusedDone = Waits.done(calls.hostName(), acknowledged, calls.answerWait());
    } catch (HubException refusal) {
      subscribedToCalls.set(false);
      throw refusal;
    }
  }

  private IotHubMessageResult called(Message message, Object context) {
    if (message instanceof IotHubTransportMessage call) {
      byte[] payload = call.getBytes();
      called(call.getRequestId(), call.getMethodName(), payload == null ? new byte[0] : payload);
    }
    return IotHubMessageResult.COMPLETE;
  }

  /** The SDK cannot unsubscribe, so calls stay unanswered. */
  @Override
  protected void unsubscribeFromCalls() {}

  @Override
  protected void sendAnswer(String wireId, int status, byte[] payload) {
    IotHubTransportMessage answer = new IotHubTransportMessage(payload, MessageType.DEVICE_METHODS);
    answer.setDeviceOperationType(DeviceOperations.DEVICE_OPERATION_METHOD_SEND_RESPONSE);
    answer.setRequestId(wireId);
    answer.setStatus(Integer.toString(status));
    try {
      client.sendEventAsync(answer, (sent, failure, context) -> {}, this);
    } catch (IllegalStateException notOpen) {
      throw AzureErrors.unreachable(calls.hostName(), notOpen);
    }
  }

  /** Over AMQP the SDK puts a message for which there is no credit behind later ones, so it gets one at a time. */
  @Override
  public CompletableFuture<Void> send(DeviceMessage message) {
    requireOpen();
    message.requireSize();
    Message sent = SdkTelemetry.message(message, isMqtt(client));
    CompletableFuture<Void> taken = new CompletableFuture<>();
    if (isMqtt(client)) {
      send(sent, taken);
    } else {
      CompletableFuture<Void> before = lastSent.getAndSet(taken);
      var unused = before.whenComplete((done, failure) -> send(sent, taken));
    }
    return taken;
  }

  private void send(Message message, CompletableFuture<Void> taken) {
    try {
      client.sendEventAsync(
          message,
          (sent, failure, context) -> {
            if (failure == null) {
              taken.complete(null);
            } else {
              taken.completeExceptionally(AzureErrors.of(failure));
            }
          },
          this);
    } catch (IllegalStateException notOpen) {
      taken.completeExceptionally(AzureErrors.unreachable(calls.hostName(), notOpen));
    }
  }

  /**
   * Over MQTT the SDK subscribes when it connects; earlier messages are redelivered when their locks have
   * ended.
   */
  @Override
  protected void subscribeToMessages() {
    if (client instanceof DeviceClient device) {
      device.setMessageCallback(sdkMessages, this);
    } else if (client instanceof ModuleClient module) {
      module.setMessageCallback(sdkMessages, this);
    }
  }

  @Override
  protected void unsubscribeFromMessages() {
    sdkMessages.release();
  }

  private static boolean isMqtt(InternalClient client) {
    IotHubClientProtocol protocol = client.getConfig().getProtocol();
    return protocol == IotHubClientProtocol.MQTT || protocol == IotHubClientProtocol.MQTT_WS;
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
