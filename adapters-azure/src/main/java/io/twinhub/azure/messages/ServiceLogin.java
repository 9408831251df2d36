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
public final class ServiceLogin {
  /** AMQP over TLS, port 5671, which cannot be changed in the SDK. */
  private static final IotHubServiceClientProtocol PROTOCOL = IotHubServiceClientProtocol.AMQPS;

  private final String hostName;
  private final Senders senders;
  private final FeedbackReaders readers;

  private ServiceLogin(String hostName, Senders senders, FeedbackReaders readers) {
    this.hostName = hostName;
    this.senders = senders;
    this.readers = readers;
  }

  /** Makes clients for sending. */
  private interface Senders {
    MessagingClient make(MessagingClientOptions options);
  }

  /** Makes clients for reading feedback. */
  private interface FeedbackReaders {
    MessageFeedbackProcessorClient make(
        Function<FeedbackBatch, AcknowledgementType> taker,
        MessageFeedbackProcessorClientOptions options);
  }

  /** Logs in with the key of a policy, from which the SDK makes tokens. */
  public static ServiceLogin policy(String hostName, String connectionString) {
    return new ServiceLogin(
        hostName,
        options -> new MessagingClient(connectionString, PROTOCOL, options),
        (taker, options) ->
            new MessageFeedbackProcessorClient(connectionString, PROTOCOL, taker, options));
  }

  /** Logs in with a token that was signed elsewhere. */
  public static ServiceLogin signature(String hostName, String signature) {
    AzureSasCredential credential = new AzureSasCredential(signature);
    return new ServiceLogin(
        hostName,
        options -> new MessagingClient(hostName, credential, PROTOCOL, options),
        (taker, options) ->
            new MessageFeedbackProcessorClient(hostName, credential, PROTOCOL, taker, options));
  }

  /** Logs in with Microsoft Entra. */
  public static ServiceLogin entra(String hostName, TokenCredential credential) {
    return new ServiceLogin(
        hostName,
        options -> new MessagingClient(hostName, credential, PROTOCOL, options),
        (taker, options) ->
            new MessageFeedbackProcessorClient(hostName, credential, PROTOCOL, taker, options));
  }

  /** The hub, without a port. */
  String hostName() {
    return hostName;
  }

  /** A client for sending. */
  MessagingClient sender(MessagingClientOptions options) {
    return senders.make(options);
  }

  /** A client for reading feedback. */
  MessageFeedbackProcessorClient feedback(
      Function<FeedbackBatch, AcknowledgementType> taker,
      MessageFeedbackProcessorClientOptions options) {
    return readers.make(taker, options);
  }
}
