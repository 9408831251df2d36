package io.twinhub.azure.messages;

import com.microsoft.azure.sdk.iot.service.exceptions.IotHubException;
import com.microsoft.azure.sdk.iot.service.messaging.AcknowledgementType;
import com.microsoft.azure.sdk.iot.service.messaging.FeedbackBatch;
import com.microsoft.azure.sdk.iot.service.messaging.MessageFeedbackProcessorClient;
import com.microsoft.azure.sdk.iot.service.messaging.MessageFeedbackProcessorClientOptions;
import io.twinhub.application.port.MessageFlow;
import io.twinhub.azure.wire.AzureErrors;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.MessageLimits;
import io.twinhub.domain.message.queue.FeedbackRecord;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.MessageLock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reader of feedback on the service SDK. The SDK's callback must say how a batch is settled before the
 * next one comes, so one batch is held at a time and the SDK's thread waits.
 */
final class FeedbackFlow implements MessageFlow {
  private static final Logger LOG = LoggerFactory.getLogger(FeedbackFlow.class);

  /** How long to wait before a broken connection is opened again. */
  private static final Duration REOPENED_AFTER = Duration.ofSeconds(1);

  private final Consumer<io.twinhub.domain.message.queue.FeedbackBatch> taker;
  private final ScheduledExecutorService threads;
  private final Consumer<FeedbackFlow> onClosed;
  private final String hostName;
  private final int waitMillis;
  private final MessageFeedbackProcessorClient client;
  private final Semaphore requested = new Semaphore(0);
  private final Map<LockToken, CompletableFuture<AcknowledgementType>> held =
      new ConcurrentHashMap<>();
  private volatile boolean closed;

  FeedbackFlow(
      Consumer<io.twinhub.domain.message.queue.FeedbackBatch> taker,
      FeedbackReader.Settings settings,
      ScheduledExecutorService threads,
      Consumer<FeedbackFlow> onClosed) {
    this.taker = taker;
    this.threads = threads;
    this.onClosed = onClosed;
    this.hostName = settings.login().hostName();
    this.waitMillis = Math.toIntExact(settings.answerWait().toMillis());
    SSLContext trust = settings.trust();
    this.client = settings
        .login()
        .feedback(
            this::received,
            MessageFeedbackProcessorClientOptions.builder()
                .sslContext(trust)
                .errorProcessor(error -> later())
                .build());
  }

  /**
   * Connects.
   *
   * @throws HubException if the hub refuses or is not reached
   */
  void open() {
    try {
      client.start(waitMillis);
    } catch (IotHubException refused) {
      throw AzureErrors.of(refused);
    } catch (IOException | TimeoutException noAnswer) {
      throw AzureErrors.unreachable(hostName, noAnswer);
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
      throw AzureErrors.unreachable(hostName, new IOException("the call was cancelled"));
    }
  }

  private void later() {
    if (closed) {
      return;
    }
    try {
      var unused = threads.schedule(this::reopen, REOPENED_AFTER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException ended) {
      close();
    }
  }

  private synchronized void reopen() {
    if (closed) {
      return;
    }
    try {
      client.stop(waitMillis);
      open();
    } catch (HubException notReached) {
      LOG.warn("feedback is not read at the moment: {}", notReached.getMessage());
      later();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs on the SDK's thread, which continues when the batch is settled. */
  private AcknowledgementType received(FeedbackBatch batch) {
    List<FeedbackRecord> records = SdkFeedback.records(batch);
    if (records.isEmpty()) {
      return AcknowledgementType.COMPLETE;
    }
    LockToken token = new LockToken(UUID.randomUUID());
    CompletableFuture<AcknowledgementType> settled = new CompletableFuture<>();
    held.put(token, settled);
    long lock = MessageLimits.FEEDBACK_LOCK.toMillis();
    try {
      if (closed || !requested.tryAcquire(lock, TimeUnit.MILLISECONDS) || closed) {
        return AcknowledgementType.ABANDON;
      }
      Instant until = Instant.now().plusMillis(lock);
      taker.accept(new io.twinhub.domain.message.queue.FeedbackBatch(
          records,
          SdkFeedback.time(batch.getEnqueuedTimeUtc()),
          0,
          Optional.of(new MessageLock(token, until, MessageLock.NOBODY))));
      return settled.get(lock, TimeUnit.MILLISECONDS);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      return AcknowledgementType.ABANDON;
    } catch (ExecutionException | TimeoutException notSettled) {
      return AcknowledgementType.ABANDON;
    } catch (RuntimeException mistake) {
      LOG.error("a taker of feedback failed", mistake);
      return AcknowledgementType.ABANDON;
    } finally {
      held.remove(token);
    }
  }

  /** Settles a batch; returns whether this flow held it under {@code token}. */
  boolean settle(LockToken token, AcknowledgementType end) {
    return Optional.ofNullable(held.remove(token))
        .map(settled -> settled.complete(end))
        .orElse(false);
  }

  @Override
  public void request(int more) {
    requested.release(more);
  }

  @Override
  public void pause() {
    requested.drainPermits();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    onClosed.accept(this);
    held.values().forEach(settled -> settled.complete(AcknowledgementType.ABANDON));
    requested.release();
    synchronized (this) {
      try {
        client.stop(waitMillis);
      } catch (InterruptedException cancelled) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
