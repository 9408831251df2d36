package io.twinhub.azure.messages;

import com.microsoft.azure.sdk.iot.service.messaging.AcknowledgementType;
import io.twinhub.application.port.MessageFlow;
import io.twinhub.domain.error.ErrorCode;
import io.twinhub.domain.error.HubError;
import io.twinhub.domain.error.HubException;
import io.twinhub.domain.message.MessageError;
import io.twinhub.domain.message.queue.FeedbackBatch;
import io.twinhub.domain.message.queue.LockToken;
import io.twinhub.domain.message.queue.Settlement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/** Reads the feedback on messages through the service SDK. */
public final class FeedbackReader implements AutoCloseable {
  private final Settings settings;
  private final List<FeedbackFlow> flows = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService threads =
      Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "hub-feedback");
        thread.setDaemon(true);
        return thread;
      });

  /**
   * How feedback is read.
   *
   * @param trust whose certificates are trusted
   * @param answerWait how long the hub may take to accept a reader
   */
  public record Settings(ServiceLogin login, SSLContext trust, Duration answerWait) {}

  /** Creates a reader without a connection. */
  public FeedbackReader(Settings settings) {
    this.settings = settings;
  }

  /**
   * Takes feedback, one batch at a time.
   *
   * @throws HubException if the hub refuses or is not reached
   */
  public MessageFlow take(Consumer<FeedbackBatch> taker) {
    FeedbackFlow flow = new FeedbackFlow(taker, settings, threads, flows::remove);
    flow.open();
    flows.add(flow);
    return flow;
  }

  /**
   * Settles a batch.
   *
   * @throws HubException with {@link MessageError#lockLost} if no flow holds it
   */
  public void settle(LockToken token, Settlement settlement) {
    AcknowledgementType end = switch (settlement) {
      case COMPLETE -> AcknowledgementType.COMPLETE;
      case ABANDON -> AcknowledgementType.ABANDON;
      case REJECT ->
        throw new HubException(HubError.of(
            ErrorCode.NOT_IMPLEMENTED,
            "Azure's service SDK cannot reject feedback; complete or abandon it"));
    };
    if (flows.stream().noneMatch(flow -> flow.settle(token, end))) {
      throw new HubException(MessageError.lockLost());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    flows.forEach(FeedbackFlow::close);
  }
}
