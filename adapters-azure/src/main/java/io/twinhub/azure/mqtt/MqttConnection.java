package io.twinhub.azure.mqtt;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt3.Mqtt3AsyncClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3ClientBuilder;
import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.message.connect.connack.Mqtt3ConnAckReturnCode;
import com.hivemq.client.mqtt.mqtt3.message.publish.Mqtt3Publish;
import io.twinhub.application.json.JsonText;
import io.twinhub.application.port.CloseReason;
import io.twinhub.application.retry.Backoff;
import io.twinhub.azure.device.HubConnection;
import io.twinhub.azure.device.OpenConnections;
import io.twinhub.azure.wire.AnswerJson;
import io.twinhub.azure.wire.AzureErrors;
import io.twinhub.azure.wire.Retries;
import io.twinhub.azure.wire.Waits;
import io.twinhub.domain.document.DeviceTwinDocument;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.error.RequestError;
import io.twinhub.domain.identity.TwinAddress;
import io.twinhub.domain.json.JsonWriter;
import io.twinhub.domain.message.event.DeviceMessage;
import io.twinhub.domain.message.queue.Settlement;
import io.twinhub.domain.twin.DeviceTwin;
import io.twinhub.domain.twin.ReportedPatch;
import io.twinhub.domain.twin.property.Version;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One device's or module's connection over plain MQTT. */
final class MqttConnection extends HubConnection {
  private static final Logger LOG = LoggerFactory.getLogger(MqttConnection.class);

  /** TCP, TLS, WebSocket, MQTT: the client has a time-out for each and gives up by itself. */
  private static final int CONNECT_STEPS = 4;

  /** The longest topic, in bytes; of an encoded one each character is a byte. Source: MQTT 3.1.1, 1.5.3. */
  private static final int TOPIC_LENGTH_MAX = 65_535;

  private final Mqtt3AsyncClient client;
  private final String hostName;
  private final Duration answerWait;
  private final Requests requests;
  private final MessageTopics messageTopics;
  private final Retries retries = new Retries(Backoff.SHORT);

  /** Requests share the read lock; ending the connection for a new token waits until none is under way. */
  private final ReadWriteLock underWay = new ReentrantReadWriteLock();

  /**
   * Creates a connection that is not open yet.
   *
   * @param prepared the client, which knows where and as whom to connect
   */
  MqttConnection(
      TwinAddress address,
      Mqtt3ClientBuilder prepared,
      Duration answerWait,
      Consumer<CloseReason> onClosed,
      OpenConnections owner) {
    super(address, onClosed, owner);
    this.answerWait = answerWait;
    this.messageTopics = new MessageTopics(address);
    this.client = prepared
        .addDisconnectedListener(context -> disconnected(context.getSource()))
        .buildAsync();
    this.hostName = client.getConfig().getServerHost();
    this.requests = new Requests(hostName, answerWait);
  }

  /** Subscribes to both topics before anything else, so that no answer or change is missed. */
  @Override
  protected void connect() {
    client.publishes(MqttGlobalPublishFilter.ALL, this::heard, true);
    var unused = Waits.done(
        hostName,
        client
            .connectWith()
            .cleanSession(true)
            .keepAlive(PlainMqttConnections.KEEP_ALIVE_SECONDS)
            .send(),
        answerWait.multipliedBy(CONNECT_STEPS),
        MqttConnection::refused);
    subscribe();
  }

  private static Optional<HubException> refused(Throwable failure) {
    if (!(failure instanceof Mqtt3ConnAckException refused)) {
      return Optional.empty();
    }
    Mqtt3ConnAckReturnCode code = refused.getMqttMessage().getReturnCode();
    ErrorCode meaning = code == Mqtt3ConnAckReturnCode.SERVER_UNAVAILABLE
        ? ErrorCode.SERVICE_UNAVAILABLE
        : ErrorCode.IOT_HUB_UNAUTHORIZED;
    return Optional.of(
        new HubException(HubError.of(meaning, "the hub refused the connection: " + code)));
  }

  private void subscribe() {
    var unused = Waits.done(
        hostName,
        client
            .subscribeWith()
            .addSubscription()
            .topicFilter(TwinTopics.ANSWERS)
            .qos(MqttQos.AT_LEAST_ONCE)
            .applySubscription()
            .addSubscription()
            .topicFilter(TwinTopics.DESIRED)
            .qos(MqttQos.AT_LEAST_ONCE)
            .applySubscription()
            .send(),
        answerWait);
  }

  private void disconnected(MqttDisconnectSource by) {
    requests.lost();
    if (by != MqttDisconnectSource.USER) {
      lost();
    }
  }

  @Override
  protected void hangUp() {
    requests.lost();
    CompletableFuture<Void> unused = client.disconnect().exceptionally(notConnected -> null);
  }

  /** Called by one thread at a time, in the order in which the hub sent. */
  private void heard(Mqtt3Publish message) {
    String topic = message.getTopic().toString();
    if (messageTopics.isMessage(topic)) {
      arrived(topic, message);
      return;
    }
    message.acknowledge();
    String body = new String(message.getPayloadAsBytes(), StandardCharsets.UTF_8);
    if (TwinTopics.isDesired(topic)) {
      try {
        tell(DeviceTwinDocument.change(JsonText.parseObject(body)));
      } catch (HubException notJson) {
        LOG.warn("{} was told of desired properties that are no JSON object", address());
        lost();
      }
    } else if (MethodTopics.isCall(topic)) {
      MethodTopics.called(topic)
          .ifPresent(call -> called(call.request(), call.name(), message.getPayloadAsBytes()));
    } else {
      TwinTopics.answered(topic)
          .ifPresent(head -> requests.answered(new Requests.Answer(head, body)));
    }
  }

  /**
   * The acknowledgement completes a message; one that violates the rules for messages is completed unread.
   */
  private void arrived(String topic, Mqtt3Publish message) {
    try {
      arrived(messageTopics.message(topic, message.getPayloadAsBytes()), settlement -> {
        if (settlement != Settlement.COMPLETE) {
          throw new HubException(
              HubError.of(
                  ErrorCode.NOT_IMPLEMENTED,
                  "a device on MQTT can only complete a message; to get it again, close the connection"));
        }
        message.acknowledge();
      });
    } catch (HubException unlawful) {
      LOG.warn("{} got a message that it cannot read: {}", address(), unlawful.getMessage());
      message.acknowledge();
    }
  }

  @Override
  protected void subscribeToMessages() {
    subscribe(messageTopics.filter());
  }

  @Override
  protected void unsubscribeFromMessages() {
    unsubscribe(messageTopics.filter());
  }

  private void subscribe(String filter) {
    var unused = Waits.done(
        hostName,
        client.subscribeWith().topicFilter(filter).qos(MqttQos.AT_LEAST_ONCE).send(),
        answerWait);
  }

  private void unsubscribe(String filter) {
    var unused =
        Waits.done(hostName, client.unsubscribeWith().topicFilter(filter).send(), answerWait);
  }

  @Override
  protected void subscribeToCalls() {
    subscribe(MethodTopics.CALLS);
  }

  @Override
  protected void unsubscribeFromCalls() {
    unsubscribe(MethodTopics.CALLS);
  }

  @Override
  protected void sendAnswer(String wireId, int status, byte[] payload) {
    publish(MethodTopics.answer(wireId, status), payload);
  }

  private void publish(String topic, byte[] payload) {
    CompletableFuture<?> sent = client
        .publishWith()
        .topic(topic)
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(payload)
        .send();
    CompletableFuture<?> unused = sent.exceptionally(gone -> null);
  }

  /** The hub acknowledges a message when it has it on disk; one that it does not take ends the connection. */
  @Override
  public CompletableFuture<Void> send(DeviceMessage message) {
    requireOpen();
    message.requireSize();
    String topic = TelemetryTopics.of(address(), message);
    if (topic.length() > TOPIC_LENGTH_MAX) {
      throw new HubException(RequestError.invalid(
          "the properties of the message have %d characters as MQTT writes them; at most %d fit into a topic"
              .formatted(topic.length(), TOPIC_LENGTH_MAX)));
    }
    CompletableFuture<Void> taken = new CompletableFuture<>();
    var unused = client
        .publishWith()
        .topic(topic)
        .qos(MqttQos.AT_LEAST_ONCE)
        .payload(message.body().toArray())
        .send()
        .whenComplete((published, failure) -> settle(taken, failure));
    return taken;
  }

  private void settle(CompletableFuture<Void> taken, @Nullable Throwable failure) {
    if (failure == null) {
      taken.complete(null);
    } else {
      taken.completeExceptionally(AzureErrors.unreachable(hostName, failure));
    }
  }

  @Override
  public DeviceTwin read() {
    return DeviceTwinDocument.twin(AnswerJson.object(ask(TwinTopics::read, "").body()));
  }

  /** Not repeated if no answer comes, since the hub may have carried it out. */
  @Override
  public Version report(ReportedPatch report) {
    return ask(
            request -> TwinTopics.report(request, report.expected()),
            JsonWriter.text(report.members()))
        .head()
        .version();
  }

  private Requests.Answer ask(LongFunction<String> topic, String body) {
    underWay.readLock().lock();
    try {
      requireOpen();
      byte[] payload = body.getBytes(StandardCharsets.UTF_8);
      return retries.whileBusy(
          () -> requests.ask(request -> publish(topic.apply(request), payload)));
    } finally {
      underWay.readLock().unlock();
    }
  }

  /**
   * Ends the connection between two requests, as if it were lost, because its token is about to expire and
   * MQTT cannot renew it on the same connection. Its owner then connects again with a new token.
   */
  void endBeforeToken() {
    underWay.writeLock().lock();
    try {
      end(CloseReason.LOST);
    } finally {
      underWay.writeLock().unlock();
    }
  }
}
