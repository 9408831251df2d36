package io.twinhub.azure.messages;

import com.azure.core.credential.AzureSasCredential;
import com.azure.core.credential.TokenCredential;
import com.microsoft.azure.sdk.iot.service.messaging.AcknowledgementType;
import com.microsoft.azure.sdk.iot.service.messaging.FeedbackBatch;
import com.microsoft.azure.sdk.iot.service.messaging.IotHubServiceClientProtocol;
import com.microsoft.azure.sdk.iot.service.messaging.MessageFeedbackProcessorClient;
import com.microsoft.azure.sdk.iot.service.messaging.MessageFeedbackProcessorClientOptions;
import com.microsoft.azure.sdk.iot.service.messaging.MessagingClient;
import com.microsoft.azure.sdk.iot.service.messaging.MessagingClientOptions;
import java.util.function.Function;

/** How a back end logs in over AMQP. Its text never shows a key. */
public interface ServiceLogin {
  /** AMQP over TLS, port 5671; the SDK lets nobody change the port. */
  IotHubServiceClientProtocol PROTOCOL = IotHubServiceClientProtocol.AMQPS;

  /** The hub, without a port. */
  String hostName();

  /** A client that sends. */
  MessagingClient sender(MessagingClientOptions options);

  /** A client that reads feedback. */
  MessageFeedbackProcessorClient feedback(
      Function<FeedbackBatch, AcknowledgementType> taker,
      MessageFeedbackProcessorClientOptions options);

  /** With the key of a policy, of which the SDK makes tokens. */
  static ServiceLogin policy(String hostName, String connectionString) {
    return new ServiceLogin() {
      @Override
      public String hostName() {
        return hostName;
      }

      @Override
      public MessagingClient sender(MessagingClientOptions options) {
        return new MessagingClient(connectionString, PROTOCOL, options);
      }

      @Override
      public MessageFeedbackProcessorClient feedback(
          Function<FeedbackBatch, AcknowledgementType> taker,
          MessageFeedbackProcessorClientOptions options) {
        return new MessageFeedbackProcessorClient(connectionString, PROTOCOL, taker, options);
      }
    };
  }

  /** With a token that somebody else signed. */
  static ServiceLogin signature(String hostName, String signature) {
    AzureSasCredential credential = new AzureSasCredential(signature);
    return new ServiceLogin() {
      @Override
      public String hostName() {
        return hostName;
      }

      @Override
      public MessagingClient sender(MessagingClientOptions options) {
        return new MessagingClient(hostName, credential, PROTOCOL, options);
      }

      @Override
      public MessageFeedbackProcessorClient feedback(
          Function<FeedbackBatch, AcknowledgementType> taker,
          MessageFeedbackProcessorClientOptions options) {
        return new MessageFeedbackProcessorClient(hostName, credential, PROTOCOL, taker, options);
      }
    };
  }

  /** With Microsoft Entra. */
  static ServiceLogin entra(String hostName, TokenCredential credential) {
    return new ServiceLogin() {
      @Override
      public String hostName() {
        return hostName;
      }

      @Override
      public MessagingClient sender(MessagingClientOptions options) {
        return new MessagingClient(hostName, credential, PROTOCOL, options);
      }

      @Override
      public MessageFeedbackProcessorClient feedback(
          Function<FeedbackBatch, AcknowledgementType> taker,
          MessageFeedbackProcessorClientOptions options) {
        return new MessageFeedbackProcessorClient(hostName, credential, PROTOCOL, taker, options);
      }
    };
  }
}
