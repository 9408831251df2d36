package io.twinhub.azure.messages;

import com.microsoft.azure.sdk.iot.service.exceptions.IotHubException;
import com.microsoft.azure.sdk.iot.service.messaging.Message;
import com.microsoft.azure.sdk.iot.service.messaging.MessagingClient;
import com.microsoft.azure.sdk.iot.service.messaging.MessagingClientOptions;
import io.twinhub.azure.wire.AzureErrors;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.message.CloudMessage;
import io.twinhub.domain.message.MessageTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * Sends messages through the service SDK. The first message opens its connection; after a break, the next
 * message opens it again.
 */
public final class MessageSender implements AutoCloseable {
  private final Supplier<MessagingClient> clients;
  private final String hostName;
  private final int waitMillis;
  private Optional<MessagingClient> current = Optional.empty();
  private boolean closed;

  /**
   * Creates a sender without a connection.
   *
   * @param trust whose certificates are trusted
   * @param answerWait how long the hub may take to accept a message
   */
  public MessageSender(ServiceLogin login, SSLContext trust, Duration answerWait) {
    this.clients =
        () -> login.sender(MessagingClientOptions.builder().sslContext(trust).build());
    this.hostName = login.hostName();
    this.waitMillis = Math.toIntExact(answerWait.toMillis());
  }

  /**
   * Sends a message; when this returns, the hub has accepted it. If the connection breaks before the hub
   * confirms it, the message may have been accepted, and it is not sent again.
   *
   * @throws HubException if the hub refuses or is not reached, or the SDK cannot carry the message
   */
  public void send(CloudMessage message) {
    Message sdk = SdkMessage.of(message);
    Iterator<TwinAddress> candidates = MessageTarget.candidates(message.to()).iterator();
    for (TwinAddress address = candidates.next(); ; address = candidates.next()) {
      try {
        send(address, sdk);
        return;
      } catch (HubException refusal) {
        if (refusal.code() != ErrorCode.DEVICE_NOT_FOUND || !candidates.hasNext()) {
          throw refusal;
        }
      }
    }
  }

  private void send(TwinAddress address, Message message) {
    try {
      MessagingClient client = open();
      String device = address.deviceId().value();
      if (address.moduleId().isPresent()) {
        client.send(device, address.moduleId().get().value(), message, waitMillis);
      } else {
        client.send(device, message, waitMillis);
      }
    } catch (IotHubException refused) {
      throw AzureErrors.of(refused);
    } catch (IOException | IllegalStateException | TimeoutException noAnswer) {
      throw AzureErrors.unreachable(hostName, noAnswer);
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      throw AzureErrors.unreachable(hostName, new IOException("the call was cancelled"));
    }
  }

  /** One thread opens it; the others wait. */
  private synchronized MessagingClient open()
      throws IotHubException, IOException, InterruptedException, TimeoutException {
    if (closed) {
      throw new HubException(RequestError.unavailable("the connection to the hub is closed"));
    }
    MessagingClient client = current.orElseGet(clients);
    current = Optional.of(client);
    if (!client.isOpen()) {
      client.close(waitMillis);
      client.open(waitMillis);
    }
    return client;
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      if (current.isPresent()) {
        current.get().close(waitMillis);
      }
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
    }
  }
}
