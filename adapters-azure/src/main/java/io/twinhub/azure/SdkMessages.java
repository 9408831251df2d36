package io.twinhub.azure;

import com.microsoft.azure.sdk.iot.device.IotHubMessageResult;
import com.microsoft.azure.sdk.iot.device.Message;
import com.microsoft.azure.sdk.iot.device.MessageCallback;
import com.microsoft.azure.sdk.iot.device.MessageProperty;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageLimits;
import io.twinhub.domain.message.MessageTarget;
import io.twinhub.domain.message.queue.Settlement;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages from the device SDK. Its callback must say how a message is settled before the next one comes,
 * so one message is held at a time and the SDK's thread waits, at most as long as the message's lock lasts.
 */
final class SdkMessages implements MessageCallback {
  private static final Logger LOG = LoggerFactory.getLogger(SdkMessages.class);

  /** The prefix of system properties that the SDK does not know. */
  private static final String SDK_OWN = "iothub-";

  /** If its callback fails, the SDK does not settle the message, so the hub redelivers it. */
  private static final String NOT_SETTLED = "the message was not settled";

  private final TwinAddress own;
  private final boolean mqtt;
  private final BiConsumer<CloudMessage, Consumer<Settlement>> taker;
  private volatile CompletableFuture<IotHubMessageResult> held =
      CompletableFuture.completedFuture(IotHubMessageResult.ABANDON);

  /**
   * Hands messages to {@code taker}.
   *
   * @param mqtt whether they come over MQTT
   */
  SdkMessages(TwinAddress own, boolean mqtt, BiConsumer<CloudMessage, Consumer<Settlement>> taker) {
    this.own = own;
    this.mqtt = mqtt;
    this.taker = taker;
  }

  @Override
  public IotHubMessageResult onCloudToDeviceMessageReceived(Message message, Object context) {
    CompletableFuture<IotHubMessageResult> settled = new CompletableFuture<>();
    held = settled;
    try {
      taker.accept(read(message), settlement -> settle(settled, settlement));
      return settled.get(MessageLimits.LOCK_DEFAULT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (HubException unlawful) {
      LOG.warn("{} got a message that it cannot read: {}", own, unlawful.getMessage());
      return IotHubMessageResult.REJECT;
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(NOT_SETTLED, ended);
    } catch (ExecutionException | TimeoutException notSettled) {
      throw new IllegalStateException(NOT_SETTLED, notSettled);
    }
  }

  /** Over MQTT the SDK acknowledges every message, which completes it. */
  private void settle(CompletableFuture<IotHubMessageResult> settled, Settlement settlement) {
    if (mqtt && settlement != Settlement.COMPLETE) {
      throw new HubException(HubError.of(
          ErrorCode.NOT_IMPLEMENTED,
          "a device on MQTT can only complete a message; to get it again, close the connection"));
    }
    settled.complete(result(settlement));
  }

  /** Releases the held message, which will not be settled any more. */
  void release() {
    held.completeExceptionally(new IllegalStateException(NOT_SETTLED));
  }

  private static IotHubMessageResult result(Settlement settlement) {
    return switch (settlement) {
      case COMPLETE -> IotHubMessageResult.COMPLETE;
      case ABANDON -> IotHubMessageResult.ABANDON;
      case REJECT -> IotHubMessageResult.REJECT;
    };
  }

  private CloudMessage read(Message message) {
    byte[] body = message.getBytes();
    CloudMessage.Builder read =
        CloudMessage.to(MessageTarget.of(own)).body(body == null ? new byte[0] : body);
    Optional.ofNullable(message.getMessageId()).ifPresent(read::messageId);
    Optional.ofNullable(message.getCorrelationId()).ifPresent(read::correlationId);
    Optional.ofNullable(message.getUserId())
        .ifPresent(id -> read.userId(id.getBytes(StandardCharsets.UTF_8)));
    Optional.ofNullable(message.getContentType()).ifPresent(read::contentType);
    Optional.ofNullable(message.getContentEncoding()).ifPresent(read::contentEncoding);
    for (MessageProperty property : message.getProperties()) {
      if (!property.getName().startsWith(SDK_OWN)) {
        read.property(property.getName(), property.getValue());
      }
    }
    return read.build();
  }
}
