package io.twinhub.conformance;

import com.microsoft.azure.sdk.iot.service.exceptions.IotHubException;
import com.microsoft.azure.sdk.iot.service.messaging.AcknowledgementType;
import com.microsoft.azure.sdk.iot.service.messaging.DeliveryAcknowledgement;
import com.microsoft.azure.sdk.iot.service.messaging.FeedbackRecord;
import com.microsoft.azure.sdk.iot.service.messaging.FeedbackStatusCode;
import com.microsoft.azure.sdk.iot.service.messaging.IotHubServiceClientProtocol;
import com.microsoft.azure.sdk.iot.service.messaging.Message;
import com.microsoft.azure.sdk.iot.service.messaging.MessageFeedbackProcessorClient;
import com.microsoft.azure.sdk.iot.service.messaging.MessagingClient;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodRequestOptions;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodResponse;
import com.microsoft.azure.sdk.iot.service.methods.DirectMethodsClient;
import com.microsoft.azure.sdk.iot.service.twin.Twin;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A back end of the Java rows of the SDK matrix: calls methods, sends messages, reads feedback. */
final class SdkMatrixBackEnd implements AutoCloseable {
  /** What each message carries. */
  static final Map<String, String> PROPERTIES =
      Map.of("kind", "a b/c", "path", "/x y/%41+&=?#ü", "p~q", "1");

  static final String CORRELATION_ID = "c/1 2";

  private static final int SECONDS_MAX = 20;
  private static final int RESPONSE_SECONDS = 10;
  private static final int POLL_MILLIS = 10;

  private final DirectMethodsClient methods;
  private final MessagingClient sender;
  private final MessageFeedbackProcessorClient feedback;
  private final Map<String, FeedbackRecord> told = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  /** What is to fail. */
  interface Call {
    Object make() throws Exception;
  }

  /** A back end whose messages take {@code protocol}. */
  SdkMatrixBackEnd(String connection, IotHubServiceClientProtocol protocol) {
    methods = new DirectMethodsClient(connection);
    sender = new MessagingClient(connection, protocol);
    feedback = new MessageFeedbackProcessorClient(connection, protocol, batch -> {
      batch.getRecords().forEach(record -> told.put(record.getOriginalMessageId(), record));
      return AcknowledgementType.COMPLETE;
    });
  }

  void open() throws IotHubException, IOException, InterruptedException, TimeoutException {
    sender.open();
  }

  void readFeedback() throws IotHubException, IOException, InterruptedException, TimeoutException {
    feedback.start();
  }

  /** Sends a text with all kinds of properties; its message id. */
  String send(String deviceId, String text)
      throws IotHubException, InterruptedException, TimeoutException {
    Message message = new Message(text);
    message.setMessageId(deviceId + "-" + count.incrementAndGet());
    message.setCorrelationId(CORRELATION_ID);
    message.setProperties(PROPERTIES);
    message.setDeliveryAcknowledgement(DeliveryAcknowledgement.Full);
    sender.send(deviceId, message);
    return message.getMessageId();
  }

  void requireFeedback(String deviceId, String messageId, FeedbackStatusCode status)
      throws InterruptedException {
    until(() -> told.containsKey(messageId), "feedback on " + messageId);
    FeedbackRecord record = Objects.requireNonNull(told.get(messageId));
    requireSame("the feedback", record.getStatusCode(), status);
    requireSame("its device", record.getDeviceId(), deviceId);
  }

  /** Calls a method of a device or module, which may still be connecting. */
  DirectMethodResponse call(Twin who, String method, @Nullable Object payload)
      throws IotHubException, IOException {
    return call(who, method, payload, RESPONSE_SECONDS);
  }

  DirectMethodResponse call(Twin who, String method, @Nullable Object payload, int connectSeconds)
      throws IotHubException, IOException {
    DirectMethodRequestOptions options = DirectMethodRequestOptions.builder()
        .payload(payload)
        .methodResponseTimeoutSeconds(RESPONSE_SECONDS)
        .methodConnectTimeoutSeconds(connectSeconds)
        .build();
    return who.getModuleId() == null
        ? methods.invoke(who.getDeviceId(), method, options)
        : methods.invoke(who.getDeviceId(), who.getModuleId(), method, options);
  }

  /** Checks how a call fails. */
  static void requireRefused(Predicate<IotHubException> lawful, Call call) throws Exception {
    try {
      throw new IllegalStateException("not refused: " + call.make());
    } catch (IotHubException refused) {
      if (!lawful.test(refused)) {
        throw refused;
      }
    }
  }

  static void requireSame(String what, @Nullable Object found, Object wanted) {
    if (!wanted.equals(found)) {
      throw new IllegalStateException("%s is %s, not %s".formatted(what, found, wanted));
    }
  }

  static void until(BooleanSupplier condition, String what) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_MAX);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(what + " did not come");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  void readNoFeedback() throws InterruptedException {
    feedback.stop();
  }

  @Override
  public void close() {
    try {
      sender.close();
      readNoFeedback();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
