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
  /** AMQP over TLS, port 5671, which cannot be changed in the SDK. */
  IotHubServiceClientProtocol PROTOCOL = IotHubServiceClientProtocol.AMQPS;

  /** The hub, without a port. */
  String hostName();

  /** A client for sending. */
  MessagingClient sender(MessagingClientOptions options);

  /** A client for reading feedback. */
  MessageFeedbackProcessorClient feedback(
      Function<FeedbackBatch, AcknowledgementType> taker,
      MessageFeedbackProcessorClientOptions options);

  /** Logs in with the key of a policy, from which the SDK makes tokens. */
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

  /** Logs in with a token that was signed elsewhere. */
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

  /** Logs in with Microsoft Entra. */
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
